using Fridge.Model;
using Fridge.Provisioning.Changes;
using Fridge.Provisioning.Facts;

namespace Fridge.Provisioning.HostTasks.UiPort;

/// <summary>Flink's port on the first manager, which has to be free or Flink's already: found now instead of by a task that never starts.</summary>
internal sealed class UiPortTask : IHostTask
{
    public string Name => "ui port";

    public HostTaskSettings Settings { get; } = new("uiPort", "Refuses a port of Flink that something else listens on. Off: a task that never starts tells it later.");

    public IEnumerable<Fact> Facts => [SystemFacts.Listening, EngineFacts.Info, EngineFacts.Programs];

    public bool AppliesTo(Node node, Cluster cluster) => node.Name == cluster.Managers.First().Name;

    public IEnumerable<Finding> Examine(NodeView node)
    {
        var (cluster, port) = (node.All.Cluster, node.All.Cluster.Flink.UiPort);
        if (!node.Read(SystemFacts.Listening).Contains(port) || node.All.Orchestrator.MayPublish(node, port)) yield break;
        yield return new Refusal(Name, node.Name,
            $"The port {port} of {node.Name}, which flink.uiPort asks for, is taken: something that isn't the Flink of {cluster.Name} listens there.",
            $"See what it is, on {node.Name}: sudo ss -ltnp 'sport = :{port}'; stop it, or write another flink.uiPort into {cluster.SourceFile}.")
        {
            WrongUse = true,
        };
    }
}
