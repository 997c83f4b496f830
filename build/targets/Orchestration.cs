using Fridge.Manifests;
using Fridge.Manifests.Kubernetes;
using Fridge.Manifests.Swarm;
using Fridge.Model;
using Fridge.Nodes;
using Fridge.Provisioning;
using Fridge.Provisioning.Kubernetes;
using Fridge.Rollout.Kubernetes;
using Fridge.Rollout.Kubernetes.Adoption;
using Fridge.Rollout.Orchestration;
using Fridge.Rollout.Swarm;
using Fridge.Tooling;

namespace Fridge.Targets;

/// <summary>What one orchestrator is to the rooms. The only place that chooses one.</summary>
/// <param name="Rendering">How its manifests are made.</param>
/// <param name="Open">How a cluster of it is read and changed.</param>
internal sealed record Orchestration(IRendering Rendering, Func<INodeSessions, Cluster, TimeProvider, IReport, IOrchestrator> Open)
{
    /// <summary>How hosts become its cluster; null: somebody has made one of them already (<see cref="Adoption"/>).</summary>
    public ClusterForming? Forming { get; init; }

    /// <summary>How a cluster that somebody else made is found, and given the little that it needs; null: Fridge makes it.</summary>
    public Func<Cluster, TimeProvider, AdoptedKubernetes>? Adoption { get; init; }

    /// <summary>Where a person's kubectl finds it; null: kubectl is nothing to it, or the person knows.</summary>
    public KubeconfigFile? Kubeconfig { get; init; }

    public static IRendering RenderingOf(Cluster cluster, KubernetesSchemas schemas) =>
        cluster.Orchestrator == Orchestrator.Swarm ? new SwarmRendering() : new KubernetesRendering(schemas);

    /// <summary>What the same cluster would be on the other kind of orchestrator, to compare the two.</summary>
    public static (IRendering Rendering, Cluster Cluster) OtherThan(Cluster cluster, KubernetesSchemas schemas)
    {
        var other = cluster.As(cluster.Orchestrator == Orchestrator.Swarm ? Orchestrator.Kubeadm : Orchestrator.Swarm);
        return (RenderingOf(other, schemas), other);
    }

    /// <param name="schemas">What objects are held against.</param>
    /// <param name="programs">What nodes run themselves, for those whose forming lays it out.</param>
    /// <param name="paths">Where a kubeconfig is kept.</param>
    /// <param name="adopting">Of what somebody else made.</param>
    /// <param name="forceConflicts">Take over what another tool has set.</param>
    public static Orchestration Of(
        Cluster cluster, KubernetesSchemas schemas, Func<Cluster, KubernetesPrograms> programs, FridgePaths paths, Adopting? adopting, bool forceConflicts) => cluster.Orchestrator switch
        {
            Orchestrator.Swarm => new(new SwarmRendering(), (sessions, reachable, time, report) => new SwarmOrchestrator(sessions, reachable, time, report)) { Forming = ClusterForming.Swarm },
            Orchestrator.Kubeadm or Orchestrator.K3s => OfOwnKubernetes(
                cluster, schemas, programs(cluster), KubeconfigFile.At(Path.Combine(paths.StateOf(cluster.Name), "kubeconfig")), forceConflicts),
            Orchestrator.Kubernetes => OfKubernetes(cluster, schemas, adopting!, forceConflicts),
            var other => throw new InvalidOperationException($"No rooms for the orchestrator {other}."),
        };

    private static Orchestration OfOwnKubernetes(Cluster cluster, KubernetesSchemas schemas, KubernetesPrograms programs, KubeconfigFile kubeconfig, bool forceConflicts)
    {
        var forming = ClusterForming.Kubernetes(cluster, programs, kubeconfig);
        return new(
            new KubernetesRendering(schemas),
            (sessions, reachable, time, report) => new KubernetesOrchestrator(sessions, reachable, AccessTo(reachable, forming.NodeKubeconfig!, forceConflicts), time, report))
        {
            Forming = forming,
            Kubeconfig = kubeconfig,
        };
    }

    private static KubernetesAccess AccessTo(Cluster cluster, string nodeKubeconfig, bool forceConflicts) => new()
    {
        Namespace = cluster.Kubernetes!.Namespace,
        NodeKubeconfig = nodeKubeconfig,
        ForceConflicts = forceConflicts,
        PullSecret = PullSecret.NameOf(cluster),
    };

    private static Orchestration OfKubernetes(Cluster cluster, KubernetesSchemas schemas, Adopting adopting, bool forceConflicts)
    {
        var access = new KubernetesAccess
        {
            Namespace = cluster.Kubernetes!.Namespace,
            Kubeconfig = adopting.Kubeconfig,
            ForceConflicts = forceConflicts,
            PullSecret = PullSecret.NameOf(cluster),
        };
        return new(new KubernetesRendering(schemas), (sessions, reachable, time, report) => new KubernetesOrchestrator(sessions, reachable, access, time, report))
        {
            Adoption = (asked, time) => new AdoptedKubernetes(asked, access, adopting.LabelNodes, time),
        };
    }
}

/// <param name="Kubeconfig">The file.</param>
/// <param name="LabelNodes">Set Fridge's labels on nodes.</param>
internal sealed record Adopting(string Kubeconfig, bool LabelNodes);
