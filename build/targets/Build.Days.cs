using System.Collections.Immutable;
using Fridge.Engine;
using Fridge.Model;
using Fridge.Nodes;
using Fridge.Nodes.Locks;
using Fridge.Nodes.Sources;
using Fridge.Rollout.Gates;
using Fridge.Rollout.Status;
using Fridge.Rollout.Verbs;
using Fridge.Tooling;
using Fridge.Tooling.Host;

namespace Fridge.Targets;

/// <summary>The verbs of the second day.</summary>
public sealed partial class Build
{
    [Parameter("The local side of what is shown for Flink's UI; never changes a service", Placeholder = "PORT", For = [nameof(Status), nameof(Deploy)])]
    private int? UiPort { get; init; }

    [Parameter("Go on as lines come", For = [nameof(Logs)])]
    private bool Follow { get; init; }

    [Parameter("How many lines of each service to begin with", For = [nameof(Logs)])]
    private int Tail { get; init; } = 50;

    [Parameter("Of this service only: jobmanager, taskmanager", Name = "service", Placeholder = "NAME", For = [nameof(Logs)])]
    private string? LogsService { get; init; }

    [Parameter("Of a real cluster: its name, so that nobody does it by mistake", Placeholder = "CLUSTER", For = [nameof(Destroy)])]
    private string? Confirm { get; init; }

    [Parameter("Of a real cluster: its volumes too", For = [nameof(Destroy)])]
    private bool Volumes { get; init; }

    [Parameter("Of a virtual cluster: also what was downloaded and built", For = [nameof(Destroy)])]
    private bool Cache { get; init; }

    private Target Status => _ => _
        .Description("Nodes, services with node and memory, the job with its records and what the cluster file wants to be shown")
        .DependsOn(Attached)
        .After(Stop, Start)
        .Executes((run, ct) => ShowStatusAsync(run, run.ResultOf(Attached).Cluster, ct));

    private Target Logs => _ => _
        .Description("What the services wrote, from all nodes; --follow goes on")
        .DependsOn(Attached)
        .After(Stop, Start)
        .Executes(async (run, ct) =>
        {
            var logs = new WorkloadLogs(Open(run, run.ResultOf(Attached).Cluster));
            await foreach (var line in logs.FollowAsync(LogsService, Tail, Follow, ct))
                run.Report.Info(line.ToString());
        });

    private Target Stop => _ => _
        .Description("Scales the stack to zero; without a savepoint the job's state is lost")
        .DependsOn(Attached)
        .Executes((run, ct) => ScaleAsync(run, ScaleVerb.Stop, run.ResultOf(Attached).Cluster, ct));

    private Target Start => _ => _
        .Description("Undoes Stop; after a reboot starts the engine and the virtual Pis too")
        .DependsOn(Nodes)
        .After([Stop, .. Deploying])
        .OnlyWhenDynamic(() => nodesExist, "there are nodes")
        .Executes((run, ct) => ScaleAsync(run, ScaleVerb.Start, run.ResultOf(Nodes).Cluster, ct));

    private Target Destroy => _ => _
        .Description("Virtual: removes the Pis and all that was made for them. Real: removes the stack only, with --confirm NAME")
        .Before(Host, Survey, Nodes, Attached, Test)
        .Executes((run, ct) => Source.Removal is { } removal ? RemoveNodesAsync(run, removal, ct) : RemoveStackAsync(run, ct));

    private async Task ScaleAsync(TargetRun run, ScaleVerb verb, Cluster reachable, CancellationToken ct)
    {
        if (!run.Check)
            await TakeLockAsync(run, reachable, ct);
        var scaling = new Scaling(Open(run, reachable), Time, run.Report) { Limits = RolloutLimits.Of(Cluster) };
        var plan = await scaling.PlanAsync(verb, ct);
        if (run.Check)
        {
            if (plan.Warning is { } warning)
                run.Report.Warn(warning);
            run.Outcome(plan.ChangesNothing ? "unchanged" : $"would scale {plan}");
            return;
        }

        await scaling.ApplyAsync(plan, HeldLock, ct);
        Done(run, !plan.ChangesNothing, verb == ScaleVerb.Stop ? "stopped" : "started");
        run.AfterSummary(verb == ScaleVerb.Stop ? "Next: ./build.sh Start" : "Next: ./build.sh Status");
    }

    private string ManagerName => Cluster.Managers.First().Name;

    private async Task ShowStatusAsync(TargetRun run, Cluster reachable, CancellationToken ct)
    {
        var status = await new StatusReader(Open(run, reachable)).ReadAsync(Cluster.Flink.UiPort, [.. Cluster.Jobs.SelectMany(job => job.Show)], ct);
        run.Publish("status", status, PublishedJson.Status);
        foreach (var table in StatusTables.Of(status))
            run.AfterSummary(table);
        foreach (var line in StatusTables.Lines(status, Access(reachable)))
            run.AfterSummary(line);
    }

    private UiAccess Access(Cluster reachable)
    {
        var manager = reachable.Managers.First();
        return UiAccess.Of(
            manager, Cluster.Flink.UiPort, UiPort ?? Cluster.Flink.UiPort, manager.Ssh.IdentityFile, KnownHostsFile,
            $"{Environment.UserName}@{Environment.MachineName}");
    }

    private async Task RemoveNodesAsync(TargetRun run, INodeRemoval removal, CancellationToken ct)
    {
        var host = await new HostProbe(Processes, run.Ask.IsInteractive).ProbeAsync(ct);
        if (run.Check)
        {
            WouldRemove(run, [.. await removal.FindAsync(host, Cache, ct), .. new[] { Paths.Cache }.Where(folder => Cache && Directory.Exists(folder))]);
            return;
        }

        await RefuseWhileChangedAsync(run, removal.Sessions(host), ct);
        var destroyed = await removal.RemoveAsync(host, Cache, run.Report, ct);
        if (Cache && Directory.Exists(Paths.Cache))
            Directory.Delete(Paths.Cache, recursive: true);
        foreach (var removed in destroyed.Removed)
            run.Report.Info($"removed {removed}");
        foreach (var stays in destroyed.Stays)
            run.AfterSummary($"Stays: {stays}");
        Done(run, !destroyed.Removed.IsEmpty, $"{destroyed.Removed.Length} things removed");
    }

    /// <summary>The lock is taken and let go: the manager that keeps it is about to be removed.</summary>
    private async Task RefuseWhileChangedAsync(TargetRun run, INodeSessions sessions, CancellationToken ct)
    {
        var orchestrator = Orchestration.Open(sessions, Cluster, Time, run.Report);
        try
        {
            await using var held = await orchestrator.LockAsync(LockHolder.Me(nameof(Destroy)), run.Options.Wait, ct);
        }
        catch (FridgeException noManager) when (noManager is not LockBusyException)
        {
            run.Report.Detail($"Goes on without the lock of {Cluster.Name}: {noManager.Message}");
        }
    }

    private static void WouldRemove(TargetRun run, ImmutableArray<string> things)
    {
        foreach (var thing in things)
            run.Report.Info($"would remove {thing}");
        run.Outcome(things.IsEmpty ? "unchanged" : $"would remove {things.Length} things");
    }

    private async Task RemoveStackAsync(TargetRun run, CancellationToken ct)
    {
        if (!run.Check)
            await ConfirmAsync(run, ct);
        var removal = new Removal(Open(run, Cluster), Time, run.Report) { Limits = RolloutLimits.Of(Cluster) };
        if (run.Check)
        {
            WouldRemove(run, await removal.FindAsync(Volumes, ct));
            return;
        }

        await TakeLockAsync(run, Cluster, ct);
        var removed = await removal.RemoveAsync(Volumes, HeldLock, ct);
        foreach (var each in removed)
            run.Report.Info($"removed {each}");
        Done(run, !removed.IsEmpty, $"{removed.Length} things removed");
    }

    private async Task ConfirmAsync(TargetRun run, CancellationToken ct)
    {
        var typed = Confirm ?? (run.Ask.IsInteractive ? await run.Ask.TextAsync($"This removes the stack of {Cluster.Name} from its nodes. Type the cluster's name", ct) : "");
        if (typed != Cluster.Name)
            throw new FridgeException($"Destroy of {Cluster.Name} is not confirmed.", $"./build.sh Destroy --cluster {Cluster.SourceFile} --confirm {Cluster.Name}", wrongUse: true);
    }
}
