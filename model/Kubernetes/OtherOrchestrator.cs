namespace Fridge.Model;

/// <summary>A cluster as if its file named another orchestrator and nothing about it: to compare what both would run.</summary>
public static class OtherOrchestrator
{
    public static Cluster As(this Cluster cluster, Orchestrator orchestrator) => cluster with
    {
        Orchestrator = orchestrator,
        Kubernetes = orchestrator == Orchestrator.Swarm ? null : cluster.Kubernetes ?? KubernetesSettings.Default(cluster.Name),
        Kubeconfig = null,
        ImageSource = null,
        PlacesByLabels = true,
        Pool = null,
        Monitoring = cluster.Monitoring is { } monitoring ? monitoring with { Port = null } : null,
        Flink = cluster.Flink with { UiPort = FlinkSettings.UiPortOf(orchestrator) },
    };
}
