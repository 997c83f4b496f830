using System.Collections.Immutable;
using Fridge.Model;
using Fridge.Nodes;
using Fridge.Provisioning.Apply;
using Fridge.Provisioning.Changes;
using Fridge.Provisioning.Facts;
using Fridge.Provisioning.Stages;
using Fridge.Tooling.Processes;

namespace Fridge.Provisioning.Kubernetes;

/// <summary>A Kubernetes, whoever makes it: programs first, labels and the kubeconfig last, and between them the maker's own stages.</summary>
internal abstract class KubernetesForming(
    KubernetesLayout layout, INodeSessions sessions, IReport report, Redactor redactor, KubernetesPrograms programs, KubeconfigFile kubeconfig) : IClusterForming
{
    public IOrchestratorFacts Orchestrator { get; } = new KubernetesOrchestratorFacts(layout);

    public IEnumerable<Fact> Facts => [.. layout.Facts.OfNodes, .. OwnFacts];

    public ImmutableArray<Stage> Stages =>
    [
        new("programs", cluster => KubernetesPlanner.Programs(cluster, programs.Id), new ProgramsExecutor(sessions, report, programs, layout, Shell)),
        .. OwnStages,
        new("labels", KubernetesPlanner.Labels, Shell),
        new("kubeconfig", cluster => KubernetesPlanner.Kubeconfig(cluster, kubeconfig.Path, kubeconfig.Hash), new KubeconfigExecutor(sessions, report, redactor, layout, kubeconfig)),
    ];

    protected IStageExecutor Shell { get; } = new DetachedApply(sessions, report);

    /// <summary>Read on every node, beside what each maker's nodes say.</summary>
    protected abstract IEnumerable<Fact> OwnFacts { get; }

    /// <summary>In their order.</summary>
    protected abstract IEnumerable<Stage> OwnStages { get; }

    public abstract IEnumerable<Finding> Refusals(ClusterView cluster);

    public IEnumerable<NodeView> Silent(ClusterView cluster) => new KubernetesState(cluster).Silent;

    public FormedCluster Read(ClusterView cluster) => new KubernetesState(cluster).Read();

    /// <param name="prepare">As of <see cref="JoinExecutor"/>.</param>
    protected IStageExecutor Joins(Func<NodeView, JoinKubernetes, Secret, ShellText> prepare) => new JoinExecutor(sessions, redactor, layout, prepare, Shell);
}
