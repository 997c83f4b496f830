using System.Collections.Immutable;

namespace Fridge.Model;

/// <summary>What watches the cluster, where the file asks for it: Prometheus on one node, and on each a node exporter.</summary>
public static class MonitoringServices
{
    public const string Prometheus = "prometheus", NodeExporter = "node-exporter";

    /// <summary>In its container, on every orchestrator; with Kubernetes its node's too.</summary>
    public const int NodeExporterPort = 9100;

    /// <summary>Of each Flink process's metrics, in its container; with Kubernetes a TaskManager's node's too.</summary>
    public const int FlinkPort = 9249;

    /// <summary>With Kubernetes, of the JobManager's node: a TaskManager may be on the same.</summary>
    public const int JobManagerPort = 9250;

    public static readonly ServiceFolder PrometheusFolder = new("/var/lib/fridge/prometheus", 9997);

    /// <summary>Whatever a person or a script of his puts there as <c>NAME.prom</c> becomes the node's metrics.</summary>
    public static readonly ServiceFolder NodeExporterFolder = new("/var/lib/fridge/node-exporter", 9996);

    /// <summary>Measured: 34 MiB under an emulator, which has a part in that.</summary>
    public static readonly MemorySize NodeExporterMemory = MemorySize.Mebibytes(64);

    /// <summary>The node's, by which Prometheus is reached.</summary>
    public static int PortOf(Cluster cluster) => cluster.Monitoring?.Port ?? MonitoringSettings.PortOf(cluster.Orchestrator);

    internal static IEnumerable<Service> Of(Cluster cluster) =>
        cluster.Monitoring is { } settings ? [OfPrometheus(cluster, settings), .. OfNodes(cluster)] : [];

    private static Service OfPrometheus(Cluster cluster, MonitoringSettings settings) =>
        DataService.Of(cluster, Prometheus, "Prometheus", "services.monitoring", settings.Node, settings.Memory, PrometheusFolder) with { Ports = Ports(cluster, PortOf(cluster)) };

    /// <summary>Whoever reaches it reads what the cluster does: its nodes alone do.</summary>
    private static ImmutableArray<ServicePort> Ports(Cluster cluster, int port)
    {
        var own = new ServicePort("tcp", port, "the port of Prometheus");
        return cluster.Kubernetes is null ? [own] :
        [
            own with { IsOnEveryNode = true },
            new("tcp", MonitoringSettings.PrometheusPort, "the port of Prometheus in its pod") { IsOnEveryNode = true, IsOfPods = true },
        ];
    }

    /// <summary>Of a TaskManager's node: with Kubernetes Prometheus finds it by that, with Swarm within the overlay.</summary>
    internal static ImmutableArray<ServicePort> OfTaskManagers(Cluster cluster) => OfFlink(cluster, FlinkPort);

    /// <summary>Of the JobManager's node, likewise.</summary>
    internal static ImmutableArray<ServicePort> OfJobManager(Cluster cluster) => OfFlink(cluster, JobManagerPort);

    private static ImmutableArray<ServicePort> OfFlink(Cluster cluster, int port) =>
        cluster.Monitoring is null || cluster.Kubernetes is null ? [] : [new("tcp", port, "the port of Flink's metrics")];

    /// <summary>A service for each architecture, since a service names one platform's image.</summary>
    private static IEnumerable<Service> OfNodes(Cluster cluster)
    {
        var groups = cluster.Nodes.GroupBy(node => node.Architecture).ToList();
        return groups.Select(nodes => new Service
        {
            Name = groups.Count == 1 ? NodeExporter : $"{NodeExporter}-{nodes.Key.LabelValue()}",
            Family = NodeExporter,
            Title = "Node exporter",
            Runner = ServiceRunner.Orchestrator,
            Memory = NodeExporterMemory,
            MemorySource = "measured; its container's limit",
            Ports = cluster.Kubernetes is null ? [] : [new("tcp", NodeExporterPort, "the port of the node exporter")],
            Image = NodeExporter,
            Folder = NodeExporterFolder,
            Architecture = nodes.Key,
            Nodes = [.. nodes],
            Instances = nodes.Count(),
            Reason = $"on every node of {nodes.Key.LabelValue()} ({WellKnown.ArchitectureLabel}={nodes.Key.LabelValue()})",
        });
    }
}
