using Fridge.Engine;
using Fridge.Images.VirtualPi;
using Fridge.Model;
using Fridge.Nodes;
using Fridge.Targets.Sessions;
using Fridge.Tooling.Host;
using Fridge.Virtual;

namespace Fridge.Targets;

/// <summary>The nodes: virtual Pis are made, real ones are used as they are; from here on nobody asks which they were.</summary>
public sealed partial class Build
{
    [Parameter("Take host keys that nobody has seen yet, without asking")]
    private bool AcceptNewHostKeys { get; init; }

    [Parameter("Forget this node's host key first: its card was flashed anew", Placeholder = "NODE")]
    private string[] ForgetHostKey { get; init; } = [];

    private readonly RunResources resources = new();

    /// <summary>False with --check, when virtual Pis would first have to be made.</summary>
    private bool nodesExist = true;

    private Target<ReachableNodes> Nodes => _ => _
        .Description("Makes the virtual Pis of a virtual cluster, or finds those that are there")
        .DependsOn(Memory, Host, PiImage)
        .Unlisted()
        .Executes(async (run, ct) =>
        {
            if (!VirtualPlan.IsVirtual(Cluster))
                return new ReachableNodes(Cluster);

            var host = run.ResultOf(Host);
            var plan = VirtualPlan.From(Cluster, host, new VirtualSettings(run.ResultOf(PiImage)));
            var launcher = new VirtualLauncher(Processes, Paths, Time);
            if (run.Check)
                return await CheckNodesAsync(run, launcher, plan, host, ct);

            var running = await launcher.UpAsync(plan, host, run.Report, ct);
            Done(run, running.Changed, $"{running.Pis.Length} virtual Pis up");
            return new ReachableNodes(running.Reach(Cluster));
        });

    /// <summary>For verbs that make nothing: the nodes as they are.</summary>
    private Target<ReachableNodes> Attached => _ => _
        .Description("Finds the nodes as they are")
        .After([Nodes, .. Deploying])
        .Unlisted()
        .Executes(async (run, ct) =>
        {
            if (!VirtualPlan.IsVirtual(Cluster))
                return new ReachableNodes(Cluster);

            var host = await new HostProbe(Processes, run.Ask.IsInteractive).ProbeAsync(ct);
            var plan = VirtualPlan.From(Cluster, host, new VirtualSettings(await VirtualPiImage.NameAsync(RootDirectory, ct)));
            var running = await new VirtualLauncher(Processes, Paths, Time).AttachAsync(plan, host, run.Report, ct);
            return new ReachableNodes(running.Reach(Cluster));
        });

    private async Task<ReachableNodes> CheckNodesAsync(
        TargetRun run, VirtualLauncher launcher, VirtualPlan plan, HostFacts host, CancellationToken ct)
    {
        var changes = host.Engine is null ? null : await launcher.CheckAsync(plan, host, ct);
        nodesExist = changes is { IsEmpty: true };
        run.Outcome(nodesExist ? "unchanged" : $"would make or start {changes?.Pis.Count(pi => pi.Kind != PiChangeKind.Keep) ?? plan.Pis.Length} virtual Pis");
        return nodesExist
            ? new ReachableNodes((await launcher.AttachAsync(plan, host, run.Report, ct)).Reach(Cluster))
            : new ReachableNodes(Cluster);
    }

    private INodeSessions Sessions(TargetRun run, Cluster reachable) => resources.Sessions(() =>
    {
        foreach (var node in ForgetHostKey)
            new KnownHosts(KnownHostsFile).Forget(node);
        return new NodeSessions(NodeAddresses.Of(reachable, KnownHostsFile), SessionOptions(run));
    });

    private ClusterKey ClusterKey => new(Paths.StateOf(Cluster.Name), Processes);

    private string KnownHostsFile => Path.Combine(Paths.StateOf(Cluster.Name), "known_hosts");

    private NodeSessionsOptions SessionOptions(TargetRun run) => new()
    {
        Processes = Processes,
        Report = run.Report,
        ClusterKey = ClusterKey,
        HostKeyPrompt = run.Ask.IsInteractive ? new TerminalPrompts(run.Ask) : null,
        PasswordPrompt = run.Ask.IsInteractive ? new TerminalPrompts(run.Ask) : null,
        AcceptNewHostKeys = AcceptNewHostKeys,
        Time = Time,
    };
}
