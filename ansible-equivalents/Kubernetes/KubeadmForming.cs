using System.Collections.Immutable;
using Fridge.Model;
using Fridge.Nodes;
using Fridge.Provisioning.Apply;
using Fridge.Provisioning.Changes;
using Fridge.Provisioning.Facts;
using Fridge.Provisioning.Stages;

namespace Fridge.Provisioning.Kubernetes;

/// <summary>A Kubernetes by kubeadm: programs, kubelets, control plane, workers, pods' network, labels.</summary>
internal sealed class KubeadmForming(INodeSessions sessions, IReport report, Redactor redactor, KubernetesPrograms programs, KubeconfigFile kubeconfig) : IClusterForming
{
    private readonly DetachedApply shell = new(sessions, report);

    public IOrchestratorFacts Orchestrator { get; } = new KubernetesOrchestratorFacts();

    public IEnumerable<Fact> Facts =>
    [
        EngineFacts.Info, KubernetesMembership.Maker, KubernetesFacts.Authority, KubernetesFacts.Mark, KubernetesFacts.Programs, KubernetesFacts.Host, ControlPlaneCertificates.Held,
        .. KubernetesHostFiles.Facts, .. PodRoutes.Facts, .. Flannel.Facts,
    ];

    public ImmutableArray<Stage> Stages =>
    [
        new("programs", cluster => KubernetesPlanner.Programs(cluster, programs.Id), new ProgramsExecutor(sessions, report, programs, shell)),
        new("kubelets", KubernetesPlanner.Kubelets, shell),
        new("control plane", KubernetesPlanner.ControlPlane, shell),
        new("workers", KubernetesPlanner.Workers, new JoinExecutor(sessions, redactor, shell)),
        new("pod network", KubernetesPlanner.Network, shell),
        new("labels", KubernetesPlanner.Labels, shell),
        new("kubeconfig", cluster => KubernetesPlanner.Kubeconfig(cluster, kubeconfig.Path, kubeconfig.Hash), new KubeconfigExecutor(sessions, report, redactor, kubeconfig)),
    ];

    public IEnumerable<Finding> Refusals(ClusterView cluster) => KubernetesRefusals.Of(cluster);

    /// <summary>The API server is a pod of the first manager's: until it answers, nobody says who is a member.</summary>
    public IEnumerable<NodeView> Silent(ClusterView cluster) => new KubernetesState(cluster) is { IsFormed: true, Nodes: null } state ? [state.First] : [];

    public FormedCluster Read(ClusterView cluster)
    {
        var state = new KubernetesState(cluster);
        var lacking = cluster.All.Where(node => state.Of(node) is not { IsReady: true }).Select(node => node.Name).ToList();
        return lacking.Count == 0
            ? FormedClusterReader.Read(cluster)
            : throw new FridgeException(
                state.Nodes is null ? $"The API server of {state.First.Name} doesn't answer." : $"In the Kubernetes of {state.First.Name}, {string.Join(", ", lacking)} {(lacking.Count == 1 ? "takes" : "take")} no pods.",
                $"./build.sh Provision; on the node, `journalctl -u kubelet` says why.");
    }
}
