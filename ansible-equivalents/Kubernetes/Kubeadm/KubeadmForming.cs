using System.Collections.Immutable;
using Fridge.Model;
using Fridge.Nodes;
using Fridge.Provisioning.Apply;
using Fridge.Provisioning.Changes;
using Fridge.Provisioning.Facts;
using Fridge.Provisioning.Stages;
using Fridge.Tooling.Processes;

namespace Fridge.Provisioning.Kubernetes.Kubeadm;

/// <summary>A Kubernetes by kubeadm: programs, kubelets, control plane, workers, pods' network, labels.</summary>
internal sealed class KubeadmForming(INodeSessions sessions, IReport report, Redactor redactor, KubernetesPrograms programs, KubeconfigFile kubeconfig) : IClusterForming
{
    private static readonly KubernetesLayout Layout = KubernetesLayout.Kubeadm;

    private readonly DetachedApply shell = new(sessions, report);

    public IOrchestratorFacts Orchestrator { get; } = new KubernetesOrchestratorFacts(Layout);

    public IEnumerable<Fact> Facts => [.. Layout.Facts.OfNodes, ControlPlaneCertificates.Held, .. KubeletFiles.Facts, .. PodRoutes.Facts, .. Flannel.Facts];

    public ImmutableArray<Stage> Stages =>
    [
        new("programs", cluster => KubernetesPlanner.Programs(cluster, programs.Id), new ProgramsExecutor(sessions, report, programs, Layout, shell)),
        new("kubelets", KubeadmPlanner.Kubelets, shell),
        new("control plane", KubeadmPlanner.ControlPlane, shell),
        new("workers", KubernetesPlanner.Workers, new JoinExecutor(sessions, redactor, Layout, Join, shell)),
        new("pod network", KubeadmPlanner.Network, shell),
        new("labels", KubernetesPlanner.Labels, shell),
        new("kubeconfig", cluster => KubernetesPlanner.Kubeconfig(cluster, kubeconfig.Path, kubeconfig.Hash), new KubeconfigExecutor(sessions, report, redactor, Layout, kubeconfig)),
    ];

    public IEnumerable<Finding> Refusals(ClusterView cluster) => [.. KubernetesRefusals.Of(cluster), .. Flannel.Refusals(cluster)];

    public IEnumerable<NodeView> Silent(ClusterView cluster) => new KubernetesState(cluster).Silent;

    public FormedCluster Read(ClusterView cluster) => new KubernetesState(cluster).Read();

    private static ShellText Join(NodeView node, JoinKubernetes join, Secret token) =>
        KubeadmConfig.Join(node, join.Manager, node.All[node.All.FirstManager].Read(Layout.Facts.Authority)!, token);
}
