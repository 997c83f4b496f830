using System.Collections.Immutable;
using Fridge.Model;
using Fridge.Nodes;
using Fridge.Provisioning.Apply;
using Fridge.Provisioning.Changes;
using Fridge.Provisioning.Facts;
using Fridge.Provisioning.HostTasks;
using Fridge.Provisioning.HostTasks.Reboot;
using Fridge.Provisioning.Registry;
using Fridge.Provisioning.Stages;

namespace Fridge.Provisioning;

/// <summary>How one cluster converges: the stages in their order, and the facts that they ask of each node, so that a converged node costs one exec.</summary>
internal sealed class StageList(Cluster cluster, HostTaskList tasks, IClusterForming forming, StageExecutors executors)
{
    public IClusterForming Forming { get; } = forming;

    public ImmutableArray<Stage> Stages { get; } =
    [
        new("authority", RegistryAuthority.Examine, executors.Authority),
        new("base", view => [.. Found(view, tasks).Where(finding => finding is not (RebootNode or MakeNodeCertificate or ShellChange { TakesTurns: true })), .. forming.Refusals(view)], executors.Shell),
        new("registry certificates", view => Found(view, tasks).OfType<MakeNodeCertificate>(), executors.Certificates),
        new("turns", view => Found(view, tasks).Where(finding => finding is ShellChange { TakesTurns: true }), new InTurns(executors.Shell)),
        new("reboot", view => Found(view, tasks).OfType<RebootNode>(), executors.Reboot),
        .. forming.Stages,
    ];

    public static StageList For(Cluster cluster, INodeSessions sessions, IReport report, TimeProvider time, Redactor redactor, ClusterForming forming) => new(
        cluster, HostTaskList.Of(cluster), forming.With(sessions, report, time, redactor),
        new(new RegistryAuthority(sessions, time, redactor), new DetachedApply(sessions, report), new NodeCertificates(sessions, time, redactor), new RebootExecutor(sessions, report, time)));

    /// <param name="name">The node's name in the cluster file.</param>
    public IEnumerable<Fact> FactsOf(string name)
    {
        var node = cluster.Nodes.Single(node => node.Name == name);
        IEnumerable<Fact> ofAll = node.Name == cluster.Managers.First().Name ? [.. RegistryFacts.All, .. Forming.Orchestrator.OfFirstManager] : [];
        return [.. NodeView.CommonFacts, .. Forming.Facts, .. ofAll, .. tasks.Facts(node)];
    }

    public ClusterView View(IEnumerable<NodeReadings> readings) =>
        new ClusterView(cluster, ImmutableDictionary<string, NodeReadings>.Empty) { Orchestrator = Forming.Orchestrator, Ports = [.. ClosedPort.OfServices(cluster), .. tasks.Ports] }.With(readings);

    private static IEnumerable<Finding> Found(ClusterView cluster, HostTaskList tasks) => cluster.All.SelectMany(tasks.Examine);
}

/// <summary>Who makes the changes of the stages that every orchestrator has.</summary>
internal sealed record StageExecutors(IStageExecutor Authority, IStageExecutor Shell, IStageExecutor Certificates, IStageExecutor Reboot);
