using System.Collections.Immutable;
using Fridge.Engine;
using Fridge.Model;
using Fridge.Nodes;
using Fridge.Nodes.Locks;
using Fridge.Nodes.Sources;
using Fridge.Targets.Sessions;
using Fridge.Tooling.Host;

namespace Fridge.Targets;

/// <summary>The nodes, made or found by their source, and the sessions to them.</summary>
public sealed partial class Build
{
    [Parameter("Accept the host keys of new nodes without asking")]
    private bool AcceptNewHostKeys { get; init; }

    [Parameter("Password of the nodes' users, for the first login and for sudo."), Secret]
    private Secret? NodePassword { get; init; }

    [Parameter("Forget this node's host key first: its card was flashed again", Placeholder = "NODE")]
    private string[] ForgetHostKey { get; init; } = [];

    [Parameter("Take over the virtual Pis that another cluster file of this name made")]
    private bool Adopt { get; init; }

    private readonly RunResources resources = new();

    private Target<ReachableNodes> Nodes => _ => _
        .Description("Makes the virtual Pis of a virtual cluster, or finds those that exist")
        .DependsOn(Memory, Host, PiImage)
        .Unlisted()
        .Plans(async (run, ct) =>
        {
            var changes = await Source.PlanAsync(run.ResultOf(Host), ct);
            return new Changes<NodeChanges>(changes, changes.IsEmpty, changes.Summary ?? "as they are") { Lines = changes.Lines };
        })
        .Applies(async (run, changes, ct) =>
        {
            var ensured = await Source.EnsureAsync(run.ResultOf(Host), changes, TakeLock(run), run.Report, ct);
            if (ensured.Summary is { } summary)
                run.Done(ensured.Changed, summary);
            return new ReachableNodes(ensured.Cluster);
        });

    /// <summary>For verbs that make nothing: the nodes as they are.</summary>
    private Target<ReachableNodes> Attached => _ => _
        .Description("Finds the nodes as they are")
        .After([Nodes, .. Deploying])
        .Unlisted()
        .Executes(async (run, ct) => new ReachableNodes(
            await Source.AttachAsync(new HostProbe(Processes, run.Ask.IsInteractive), run.Report, ct)));

    /// <summary>For nodes that are made, replaced or removed: on the way to the run's own lock they may be gone.</summary>
    private TakeLock TakeLock(TargetRun run) => async (sessions, node, ct) => resources.HoldsLock
        ? null
        : await new ClusterLock(sessions, Time, run.Report).AcquireAsync(Cluster.Name, node, Me, run.Options.Wait, ct);

    private ImmutableArray<NodeAddress> Addresses(Cluster reachable) =>
        [.. reachable.Nodes.Select(node => NodeAddress.Of(node, KnownHostsFile, Source.AreMadeWithClusterKey))];

    /// <summary>The run's sessions to nodes that are reached so. They belong to no target: what they report and ask is the run's, whichever target opens them.</summary>
    private INodeSessions Sessions(TargetRun run, Cluster reachable) =>
        resources.Sessions(Addresses(reachable), addresses => new NodeSessions(addresses, SessionOptions(run)));

    private async Task ForgetHostKeysAsync(TargetRun run, CancellationToken ct)
    {
        if (run.Check)
            return;
        foreach (var node in ForgetHostKey)
            await new KnownHosts(KnownHostsFile).ForgetAsync(node, ct);
    }

    private ClusterKey ClusterKey => new(Paths.StateOf(Cluster.Name), Processes);

    private string KnownHostsFile => Path.Combine(Paths.StateOf(Cluster.Name), "known_hosts");

    private NodeSessionsOptions SessionOptions(TargetRun run) => new()
    {
        Processes = Processes,
        BeforeTheFirst = ct => resources.OnceAsync(() => ForgetHostKeysAsync(run, ct)),
        Report = run.RunReport,
        ClusterKey = ClusterKey,
        HostKeyPrompt = run.Ask.IsInteractive ? new TerminalPrompts(run.Ask) : null,
        PasswordPrompt = run.Ask.IsInteractive ? new TerminalPrompts(run.Ask) : null,
        NodePassword = NodePassword,
        AcceptNewHostKeys = AcceptNewHostKeys,
        CheckOnly = run.Check,
        ForgottenHostKeys = run.Check ? ForgetHostKey : [],
        Time = Time,
    };
}
