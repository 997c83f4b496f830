using Fridge.Nodes;
using Fridge.Provisioning.Changes;
using Fridge.Provisioning.Facts;
using Fridge.Provisioning.Stages;
using Fridge.Tooling.Processes;

namespace Fridge.Provisioning.Kubernetes.Kubeadm;

/// <summary>A Kubernetes by kubeadm: programs, kubelets, control plane, workers, pods' network, labels.</summary>
internal sealed class KubeadmForming(INodeSessions sessions, IReport report, Redactor redactor, KubernetesPrograms programs, KubeconfigFile kubeconfig)
    : KubernetesForming(KubernetesLayout.Kubeadm, sessions, report, redactor, programs, kubeconfig)
{
    protected override IEnumerable<Fact> OwnFacts => [ControlPlaneCertificates.Held, .. KubeletFiles.Facts, .. PodRoutes.Facts, .. Flannel.Facts];

    protected override IEnumerable<Stage> OwnStages =>
    [
        new("kubelets", KubeadmPlanner.Kubelets, Shell),
        new("control plane", KubeadmPlanner.ControlPlane, Shell),
        new("workers", KubernetesPlanner.Workers, Joins(Join)),
        new("pod network", KubeadmPlanner.Network, Shell),
    ];

    public override IEnumerable<Finding> Refusals(ClusterView cluster) => [.. KubernetesRefusals.Of(cluster), .. Flannel.Refusals(cluster)];

    private static ShellText Join(NodeView node, JoinKubernetes join, Secret token) =>
        KubeadmConfig.Join(node, join.Manager, node.All[node.All.FirstManager].Read(KubernetesLayout.Kubeadm.Facts.Authority)!, token);
}
