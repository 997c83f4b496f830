using Fridge.Rollout.Orchestration;

namespace Fridge.Rollout.Gates;

/// <summary>Tells a gate that is stuck because nodes are still booting from one that only a person can help: it names them, and they get their own time.</summary>
internal static class AwaitedNodes
{
    private const string Ready = "ready";

    /// <summary>Asks for the nodes only where it matters.</summary>
    public static async Task<GateState> ExplainAsync(IOrchestrator orchestrator, GateState state, CancellationToken cancellationToken) => state is GateWaiting { IsStuck: true } stuck
        ? Explain(stuck, await orchestrator.NodesAsync(cancellationToken))
        : state;

    public static GateWaiting Explain(GateWaiting stuck, IEnumerable<ObservedNode> nodes)
    {
        var down = nodes.Where(node => node.State != Ready).Select(node => node.Name).Order(StringComparer.Ordinal).ToList();
        return down.Count == 0 ? stuck : stuck with { Saying = $"{stuck.Saying}; waiting for {string.Join(", ", down)}, down", AwaitsNodes = true };
    }
}
