using System.Collections.Immutable;
using Fridge.Engine;
using Fridge.Model;
using Fridge.Nodes.Sources;
using Fridge.Nodes.Streams;
using Fridge.Rollout.Gates;
using Fridge.Rollout.Status;
using Fridge.Rollout.Verbs;
using Fridge.Targets.Sessions;
using Fridge.Tooling;
using Fridge.Tooling.Host;

namespace Fridge.Targets;

/// <summary>The verbs of the second day.</summary>
public sealed partial class Build
{
    [Parameter("The port of this machine at which Ui shows Flink's UI; default: as on the nodes", Placeholder = "PORT", For = [nameof(Ui), nameof(Status), nameof(Deploy)])]
    private int? UiPort { get; init; }

    [Parameter("Continue to show new lines as they come", For = [nameof(Logs)])]
    private bool Follow { get; init; }

    [Parameter("How many lines of each service to show first", For = [nameof(Logs)])]
    private int Tail { get; init; } = 50;

    [Parameter("Only this service: jobmanager, taskmanager", Name = "service", Placeholder = "NAME", For = [nameof(Logs)])]
    private string? LogsService { get; init; }

    [Parameter("For a real cluster: its name, so that nobody does this by mistake", Placeholder = "CLUSTER", For = [nameof(Destroy)])]
    private string? Confirm { get; init; }

    [Parameter("For a real cluster: remove its volumes too", For = [nameof(Destroy)])]
    private bool Volumes { get; init; }

    [Parameter("For a virtual cluster: also remove what was downloaded and built", For = [nameof(Destroy)])]
    private bool Cache { get; init; }

    private Target Status => _ => _
        .Description("Nodes, services with node and memory, the job with its records and the metrics named by the cluster file")
        .DependsOn(Attached)
        .After(Stop, Start)
        .Executes((run, ct) => ShowStatusAsync(run, run.ResultOf(Attached).Cluster, ct));

    private Target Ui => _ => _
        .Description("Brings Flink's UI to this machine through the session to the manager; Ctrl-C ends it")
        .DependsOn(Attached)
        .After([Stop, Start, .. Deploying])
        .Executes(async (run, ct) =>
        {
            var reachable = run.ResultOf(Attached).Cluster;
            var (access, orchestrator) = (Access(reachable), Open(run, reachable));
            await new Tunnel(token => orchestrator.DialFlinkAsync(Cluster.Flink.UiPort, token), Cluster.Name, run.Report).RunAsync(LocalUiPort, Say, ct);

            void Say(int port)
            {
                run.Report.Info($"Flink's UI of {Cluster.Name}: {access.LocalAddress}   (Ctrl-C ends it)");
                run.Report.Info($"From another machine, as long as this runs: {access.FromElsewhere}, then the same address there");
            }
        });

    private Target Logs => _ => _
        .Description("The logs of the services, from all nodes; --follow continues to show new lines")
        .DependsOn(Attached)
        .After(Stop, Start)
        .Executes(async (run, ct) =>
        {
            run.Report.Detail("The services' logs aren't stored on this machine.");
            var logs = new WorkloadLogs(Open(run, run.ResultOf(Attached).Cluster));
            await foreach (var line in logs.FollowAsync(LogsService, Tail, Follow, ct))
                run.Show(line.ToString());
        });

    private Target Stop => _ => _
        .Description("Scales the stack to zero; without a savepoint the job's state is lost")
        .DependsOn(Attached)
        .Secures(LockAttachedAsync)
        .Plans((run, ct) => PlanScaleAsync(run, ScaleVerb.Stop, run.ResultOf(Attached).Cluster, ct))
        .Applies(async (run, plan, ct) =>
        {
            await Scaling(run, run.ResultOf(Attached).Cluster).ApplyAsync(plan, resources.Lock, ct);
            run.Done(!plan.ChangesNothing, "stopped");
            run.AfterSummary("Next: ./build.sh Start");
        });

    private Target Start => _ => _
        .Description("Undoes Stop; after a reboot starts the engine and the virtual Pis too")
        .DependsOn(Nodes)
        .After([Stop, .. Deploying])
        .Secures(LockAsync)
        .Plans((run, ct) => PlanScaleAsync(run, ScaleVerb.Start, run.ResultOf(Nodes).Cluster, ct))
        .Applies(async (run, plan, ct) =>
        {
            await Scaling(run, run.ResultOf(Nodes).Cluster).ApplyAsync(plan, resources.Lock, ct);
            run.Done(!plan.ChangesNothing, "started");
            run.AfterSummary("Next: ./build.sh Status");
        });

    private Target Destroy => _ => _
        .Description("Virtual: removes the Pis and all that was made for them. Real: removes the stack only, with --confirm NAME")
        .Before(Host, Survey, Nodes, Attached, Test)
        .Secures(SecureDestroyAsync)
        .Plans(async (run, ct) =>
        {
            var found = Source.Removal is { } removal
                ? await FindNodesAsync(run, removal, ct)
                : new ThingsToRemove(await StackRemoval(run).FindAsync(Volumes, ct));
            return Changes.Of(found, found.Names.IsEmpty, $"would remove {found.Names.Length} things") with { Lines = found.Names.Select(thing => $"would remove {thing}") };
        })
        .Applies(async (run, found, ct) =>
        {
            var removed = Source.Removal is { } removal
                ? await RemoveNodesAsync(run, removal, found.Host!, ct)
                : await StackRemoval(run).RemoveAsync(Volumes, resources.Lock, ct);
            foreach (var each in removed)
                run.Report.Info($"removed {each}");
            run.Done(!removed.IsEmpty, $"{removed.Length} things removed");
        });

    private Scaling Scaling(TargetRun run, Cluster reachable) => new(Open(run, reachable), Time, run.Report) { Limits = RolloutLimits.Of(Cluster), KeepsCheckpoints = !Cluster.StateOptions.IsEmpty };

    private async Task<Changes<ScalePlan>> PlanScaleAsync(TargetRun run, ScaleVerb verb, Cluster reachable, CancellationToken ct)
    {
        var plan = await Scaling(run, reachable).PlanAsync(verb, ct);
        return Changes.Of(plan, plan.ChangesNothing, $"would scale {plan}") with { Warnings = plan.Warning is { } warning ? [warning] : [] };
    }

    private string ManagerName => Cluster.Managers.First().Name;

    private async Task ShowStatusAsync(TargetRun run, Cluster reachable, CancellationToken ct)
    {
        var status = await new StatusReader(Open(run, reachable)).ReadAsync(Cluster.Flink.UiPort, [.. Cluster.Jobs.SelectMany(job => job.Show)], ct);
        run.Publish("status", status, PublishedJson.Status);
        foreach (var table in StatusTables.Of(status))
            run.AfterSummary(table);
        foreach (var line in StatusTables.Lines(status, Access(reachable), PrometheusAccess.Of(reachable)))
            run.AfterSummary(line);
    }

    private int LocalUiPort => UiPort ?? Cluster.Flink.UiPort;

    private UiAccess Access(Cluster reachable) => UiAccess.Of(
        Source.AreReached ? reachable.Managers.First() : null, Cluster.Flink.UiPort, LocalUiPort, $"{Environment.UserName}@{Environment.MachineName}");

    private async Task<ThingsToRemove> FindNodesAsync(TargetRun run, INodeRemoval removal, CancellationToken ct)
    {
        var host = await new HostProbe(Processes, run.Ask.IsInteractive).ProbeAsync(ct);
        var nodes = await removal.FindAsync(host, Cache, ct);
        return new ThingsToRemove([.. nodes, .. new[] { Paths.Cache }.Where(folder => Cache && Directory.Exists(folder))], host);
    }

    private async Task<ImmutableArray<string>> RemoveNodesAsync(TargetRun run, INodeRemoval removal, HostFacts host, CancellationToken ct)
    {
        var destroyed = await removal.RemoveAsync(host, Cache, TakeLock(run), run.Report, ct);
        if (Cache && Directory.Exists(Paths.Cache))
            Directory.Delete(Paths.Cache, recursive: true);
        foreach (var stays in destroyed.Stays)
            run.AfterSummary($"Stays: {stays}");
        return destroyed.Removed;
    }

    private Removal StackRemoval(TargetRun run) => new(Open(run, Cluster), Time, run.Report) { Limits = RolloutLimits.Of(Cluster) };

    /// <summary>Real: the person means it, and the lock is held. Virtual: the lock goes with the node that keeps it, so it is taken just before that.</summary>
    private async Task SecureDestroyAsync(TargetRun run, CancellationToken ct)
    {
        if (Source.Removal is not null)
            return;
        await ConfirmAsync(run, ct);
        await LockAsync(run, Cluster, ct);
    }

    private async Task ConfirmAsync(TargetRun run, CancellationToken ct)
    {
        var typed = Confirm ?? (run.Ask.IsInteractive ? await run.Ask.TextAsync($"This removes the stack of {Cluster.Name} from its nodes. Type the cluster's name", ct) : "");
        if (typed != Cluster.Name)
            throw new FridgeException($"Destroy of {Cluster.Name} is not confirmed.", $"./build.sh Destroy --cluster {Cluster.SourceFile} --confirm {Cluster.Name}", wrongUse: true);
    }
}
