using Fridge.Provisioning.Changes;
using Fridge.Provisioning.Facts;

namespace Fridge.Provisioning.HostTasks.State;

/// <summary>Judges with the first facts what a node and its engine say about themselves and that would defeat a deployment later. It changes nothing and can't be off.</summary>
internal sealed class StateTask : IHostTask
{
    public string Name => "state";

    public IEnumerable<Fact> Facts => [.. HostState.Facts, .. EngineState.Facts];

    public IEnumerable<Finding> Examine(NodeView node) => [.. Twice(node), .. HostState.Examine(Name, node), .. EngineState.Examine(Name, node)];

    /// <summary>One machine under two names: it would join its own swarm.</summary>
    private IEnumerable<Finding> Twice(NodeView node)
    {
        if (node.All.All.TakeWhile(other => other.Node != node.Node).FirstOrDefault(other => other.Address.Equals(node.Address)) is { } other)
            yield return new Refusal(Name, node.Name, $"{other.Name} and {node.Name} are the same machine: both have the address {node.Address}.", $"Correct their address: in {node.All.Cluster.SourceFile}.");
    }
}
