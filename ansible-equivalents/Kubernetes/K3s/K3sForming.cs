using System.Collections.Immutable;
using Fridge.Model;
using Fridge.Nodes;
using Fridge.Provisioning.Apply;
using Fridge.Provisioning.Changes;
using Fridge.Provisioning.Facts;
using Fridge.Provisioning.Stages;

namespace Fridge.Provisioning.Kubernetes.K3s;

/// <summary>A Kubernetes by k3s: its one program, files, server, agents, labels. Pods' network is inside of it.</summary>
internal sealed class K3sForming(INodeSessions sessions, IReport report, Redactor redactor, KubernetesPrograms programs, KubeconfigFile kubeconfig) : IClusterForming
{
    private static readonly KubernetesLayout Layout = KubernetesLayout.K3s;

    private readonly DetachedApply shell = new(sessions, report);

    public IOrchestratorFacts Orchestrator { get; } = new KubernetesOrchestratorFacts(Layout);

    public IEnumerable<Fact> Facts => [.. Layout.Facts.OfNodes, K3sCertificates.Ends, .. K3sFiles.Facts];

    public ImmutableArray<Stage> Stages =>
    [
        new("programs", cluster => KubernetesPlanner.Programs(cluster, programs.Id), new ProgramsExecutor(sessions, report, programs, Layout, shell)),
        new("k3s", K3sPlanner.Files, shell),
        new("control plane", K3sPlanner.ControlPlane, shell),
        new("workers", K3sPlanner.Workers, new JoinExecutor(sessions, redactor, Layout, (_, _, token) => K3sConfig.Join(token), shell)),
        new("certificates", K3sPlanner.Renewals, shell),
        new("labels", KubernetesPlanner.Labels, shell),
        new("kubeconfig", cluster => KubernetesPlanner.Kubeconfig(cluster, kubeconfig.Path, kubeconfig.Hash), new KubeconfigExecutor(sessions, report, redactor, Layout, kubeconfig)),
    ];

    public IEnumerable<Finding> Refusals(ClusterView cluster) => K3sPlanner.Refusals(cluster);

    public IEnumerable<NodeView> Silent(ClusterView cluster) => new KubernetesState(cluster).Silent;

    public FormedCluster Read(ClusterView cluster) => new KubernetesState(cluster).Read();
}
