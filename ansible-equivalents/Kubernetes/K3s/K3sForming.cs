using Fridge.Nodes;
using Fridge.Provisioning.Changes;
using Fridge.Provisioning.Facts;
using Fridge.Provisioning.Stages;

namespace Fridge.Provisioning.Kubernetes.K3s;

/// <summary>A Kubernetes by k3s: its one program, files, server, agents, labels. Pods' network is inside of it.</summary>
internal sealed class K3sForming(INodeSessions sessions, IReport report, Redactor redactor, KubernetesPrograms programs, KubeconfigFile kubeconfig)
    : KubernetesForming(KubernetesLayout.K3s, sessions, report, redactor, programs, kubeconfig)
{
    protected override IEnumerable<Fact> OwnFacts => [K3sCertificates.Ends, .. K3sFiles.Facts];

    protected override IEnumerable<Stage> OwnStages =>
    [
        new("k3s", K3sPlanner.Files, Shell),
        new("control plane", K3sPlanner.ControlPlane, Shell),
        new("workers", K3sPlanner.Workers, Joins((_, _, token) => K3sConfig.Join(token))),
        new("certificates", K3sPlanner.Renewals, Shell),
    ];

    public override IEnumerable<Finding> Refusals(ClusterView cluster) => K3sPlanner.Refusals(cluster);
}
