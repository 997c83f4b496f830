using Fridge.Model;
using Fridge.Provisioning.Changes;
using Fridge.Provisioning.Facts;

namespace Fridge.Provisioning.HostTasks.UiPort;

/// <summary>The ports that people come by, Flink's and Prometheus', which have to be free or the stack's already: found now instead of by a task that never starts.</summary>
internal sealed class UiPortTask : IHostTask
{
    public string Name => "ui port";

    public HostTaskSettings Settings { get; } = new("uiPort", "Refuses a port of Flink or Prometheus that another program listens on. Off: a task that never starts shows it later.");

    public IEnumerable<Fact> Facts => [SystemFacts.Listening, EngineFacts.Info, EngineFacts.Programs];

    public bool AppliesTo(Node node, Cluster cluster) => Asked(node.Name, cluster).Any();

    public IEnumerable<Finding> Examine(NodeView node)
    {
        var cluster = node.All.Cluster;
        foreach (var (port, key, whose) in Asked(node.Name, cluster))
        {
            if (!node.Read(SystemFacts.Listening).Contains(port) || node.All.Orchestrator.MayPublish(node.All[node.All.FirstManager], port)) continue;
            yield return new Refusal(Name, node.Name,
                $"The port {port} of {node.Name}, which {key} asks for, is taken: another program than the {whose} of {cluster.Name} listens there.",
                $"To find that program, on {node.Name}: sudo ss -ltnp 'sport = :{port}'; stop it, or write another {key} into {cluster.SourceFile}.")
            {
                WrongUse = true,
            };
        }
    }

    private static IEnumerable<(int Port, string Key, string Whose)> Asked(string node, Cluster cluster)
    {
        if (node == cluster.Managers.First().Name)
            yield return (cluster.Flink.UiPort, "flink.uiPort", "Flink");
        if (ClusterServices.Of(cluster, MonitoringServices.Prometheus).Any(service => service.Nodes.Any(its => its.Name == node)))
            yield return (MonitoringServices.PortOf(cluster), "services.monitoring.port", "Prometheus");
    }
}
