using System.Collections.Immutable;

namespace Fridge.Model;

/// <summary>Flink's JobManager: one.</summary>
public static class JobManagerService
{
    public const string Family = "jobmanager";

    internal static IEnumerable<Service> Of(Cluster cluster)
    {
        var nodes = NodesOf(cluster);
        var node = nodes.FirstOrDefault();
        return
        [
            new()
            {
                Name = Family,
                Family = Family,
                Title = "JobManager",
                Runner = ServiceRunner.Orchestrator,
                Memory = cluster.Flink.JobManager.Memory,
                MemorySource = "flink.jobManager.memory, its container's limit",
                Ports = Ports(cluster),
                Image = cluster.FlinkImage,
                Architecture = node?.Architecture,
                Nodes = nodes,
                Instances = 1,
                Reason = Reason(cluster, node),
            },
        ];
    }

    /// <summary>
    /// One node where labels can say which: the first manager, or of an existing Kubernetes the first that takes pods. Where none can, any that takes its image.
    /// </summary>
    private static ImmutableArray<Node> NodesOf(Cluster cluster) =>
        !cluster.IsAdopted ? [.. cluster.Managers.Take(1)]
        : cluster.PlacesByLabels ? [.. cluster.Workers.Take(1)]
        : [.. cluster.Workers.Where(node => node.Architecture == cluster.Workers.First().Architecture)];

    private static string Reason(Cluster cluster, Node? node) =>
        !cluster.IsAdopted ? $"one, on the first manager ({WellKnown.NodeLabel}={node?.Name}): its port {cluster.Flink.UiPort} is {(cluster.Kubernetes is null ? "that node's" : "every node's")}"
        : cluster.PlacesByLabels ? $"one, on the first node that takes pods ({WellKnown.NodeLabel}={node?.Name})"
        : $"one, wherever its image runs ({WellKnown.KubernetesArchitectureLabel}={node?.Architecture.KubernetesName()}): the nodes have none of Fridge's labels";

    private static ImmutableArray<ServicePort> Ports(Cluster cluster)
    {
        if (cluster.IsAdopted)
            return []; // Nobody closes a port of nodes that are somebody else's, so none is opened.
        var rest = new ServicePort("tcp", cluster.Flink.UiPort, "the port of Flink's REST") { IsAllowedFrom = true };
        return cluster.Kubernetes is null ? [rest] :
        [
            rest with { IsOnEveryNode = true },
            .. MonitoringServices.OfJobManager(cluster),
            new("tcp", FlinkSettings.RestPort, "the port of Flink's REST in its pod") { IsAllowedFrom = true, IsOnEveryNode = true, IsOfPods = true },
        ];
    }
}
