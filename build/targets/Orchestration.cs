using Fridge.Manifests;
using Fridge.Manifests.Kubernetes;
using Fridge.Manifests.Swarm;
using Fridge.Model;
using Fridge.Nodes;
using Fridge.Provisioning;
using Fridge.Rollout.Orchestration;
using Fridge.Rollout.Swarm;
using Fridge.Tooling;

namespace Fridge.Targets;

/// <summary>What one orchestrator is to the rooms. The only place that chooses one.</summary>
/// <param name="Rendering">How its manifests are made.</param>
/// <param name="Forming">How hosts become its cluster.</param>
/// <param name="Open">How a cluster of it is read and changed.</param>
internal sealed record Orchestration(
    IRendering Rendering, ClusterForming Forming, Func<INodeSessions, Cluster, TimeProvider, IReport, IOrchestrator> Open)
{
    /// <summary>What the same cluster would be on the other kind of orchestrator, to compare the two.</summary>
    public static (IRendering Rendering, Cluster Cluster) OtherThan(Cluster cluster, KubernetesSchemas schemas) => cluster.Orchestrator == Orchestrator.Swarm
        ? (new KubernetesRendering(schemas), cluster.As(Orchestrator.Kubeadm))
        : (new SwarmRendering(), cluster.As(Orchestrator.Swarm));

    public static Orchestration Of(Cluster cluster) => cluster.Orchestrator switch
    {
        Orchestrator.Swarm => new(
            new SwarmRendering(), ClusterForming.Swarm, (sessions, reachable, time, report) => new SwarmOrchestrator(sessions, reachable, time, report)),
        var other => throw new FridgeException(
            $"{cluster.SourceFile}: this version of Fridge reads 'orchestrator: {other.ToString().ToLowerInvariant()}' and has no rooms for it.", "Set orchestrator: swarm.", wrongUse: true),
    };
}
