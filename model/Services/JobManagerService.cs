using System.Collections.Immutable;

namespace Fridge.Model;

/// <summary>Flink's JobManager: one.</summary>
public static class JobManagerService
{
    public const string Family = "jobmanager";

    internal static IEnumerable<Service> Of(Cluster cluster)
    {
        var node = cluster.Managers.FirstOrDefault();
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
                Nodes = node is null ? [] : [node],
                Instances = 1,
                Reason = $"one, on the first manager ({WellKnown.NodeLabel}={node?.Name}): its port {cluster.Flink.UiPort} is {(cluster.Kubernetes is null ? "that node's" : "every node's")}",
            },
        ];
    }

    private static ImmutableArray<ServicePort> Ports(Cluster cluster)
    {
        var rest = new ServicePort("tcp", cluster.Flink.UiPort, "the port of Flink's REST") { IsAllowedFrom = true };
        return cluster.Kubernetes is null ? [rest] :
        [
            rest with { IsOnEveryNode = true },
            .. MonitoringServices.OfJobManager(cluster),
            new("tcp", FlinkSettings.RestPort, "the port of Flink's REST in its pod") { IsAllowedFrom = true, IsOnEveryNode = true, IsOfPods = true },
        ];
    }
}
