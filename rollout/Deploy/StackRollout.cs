using Docker.DotNet;
using Fridge.Manifests;
using Fridge.Manifests.Swarm;
using Fridge.Nodes;
using Fridge.Rollout.Classes;
using Fridge.Rollout.Flink;
using Fridge.Rollout.Gates;
using Fridge.Nodes.Locks;
using Fridge.Rollout.Plan;
using Fridge.Rollout.Releases;
using Fridge.Rollout.Swarm;
using Fridge.Tooling;

namespace Fridge.Rollout.Deploy;

/// <summary>Brings a cluster to a rendered stack, wave by wave, each behind its gates. A rerun goes on where a killed one was.</summary>
public sealed class StackRollout(INodeSessions sessions, TimeProvider time, IReport report)
{
    /// <summary>Reads the cluster and compares; changes nothing.</summary>
    public async Task<(RolloutPlan Plan, Observed Held)> PlanAsync(RenderedRelease stack, string manager, CancellationToken cancellationToken)
    {
        var session = await sessions.OpenAsync(manager, cancellationToken);
        var held = await StackReader.ReadAsync(await session.EngineAsync(cancellationToken), stack.Name, cancellationToken);
        return (RolloutPlanner.Plan(stack, held), held);
    }

    /// <exception cref="GateFailedException">With reason, node and last log lines; what was changed stays.</exception>
    /// <exception cref="LockLostException">Before a change: nothing more was changed.</exception>
    public async Task<RolloutResult> RunAsync(RolloutRequest request, ILockHandle heldLock, CancellationToken cancellationToken)
    {
        var session = await sessions.OpenAsync(request.Manager, cancellationToken);
        var engine = await session.EngineAsync(cancellationToken);
        var (plan, held) = await PlanAsync(request.Stack, request.Manager, cancellationToken);
        foreach (var line in RolloutPlanText.Lines(plan))
            report.Detail(line);

        var releases = new ReleaseStore(engine, request.Stack.Name, time);
        var release = await BeginAsync(plan, held, releases, request.By, heldLock, cancellationToken);
        await new JavaGate(sessions, report).OpenAsync(JavaTrial.For(plan.Desired, held), cancellationToken);
        var saying = await WavesAsync(request, plan, session, engine, heldLock, cancellationToken);
        await FinishAsync(request, release, releases, engine, heldLock, cancellationToken);
        return new RolloutResult(!plan.ChangesNothing, saying);
    }

    /// <returns>The release to finish: a new one, or an interrupted one that is already deployed; null: nothing to do.</returns>
    private static async Task<string?> BeginAsync(
        RolloutPlan plan, Observed held, ReleaseStore releases, string by, ILockHandle heldLock, CancellationToken cancellationToken)
    {
        if (plan.ChangesNothing)
            return ReleaseRecord.Of(held) is [{ Finished: null } interrupted, ..] ? interrupted.Id : null;
        await heldLock.EnsureHeldAsync(cancellationToken);
        return await releases.BeginAsync(plan.Desired, by, cancellationToken);
    }

    private async Task<IReadOnlyList<string>> WavesAsync(
        RolloutRequest request, RolloutPlan plan, NodeSession session, IDockerClient engine, ILockHandle heldLock, CancellationToken cancellationToken)
    {
        using var flink = FlinkClient.Through(session, request.Stack.Flink.UiPort);
        var keeper = new GateKeeper(request.Limits, time, report);
        var gates = new WaveGates(request, engine, flink, keeper, await FailedAsync(engine, request.Stack.Name, cancellationToken));
        var wave = new WaveDeployment(plan, session, engine, heldLock, report);
        await RecordClassesAsync(plan, heldLock, cancellationToken);
        List<string> saying = [];
        for (var number = 0; number < request.Stack.Waves; number++)
        {
            await wave.DeployAsync(number, cancellationToken);
            saying.AddRange(await GatesAsync(request, gates, engine, number, cancellationToken));
        }

        return saying;
    }

    /// <summary>Before the first wave: later a JobManager would need the memory.</summary>
    private async Task RecordClassesAsync(RolloutPlan plan, ILockHandle heldLock, CancellationToken cancellationToken)
    {
        var started = plan.Workloads.Where(change => change.Action is WorkloadAction.Create or WorkloadAction.Update).Select(change => change.Service).ToHashSet();
        var recordings = ClassRecording.For(plan.Desired.Workloads.Where(service => started.Contains(service.Name)));
        if (recordings.IsEmpty)
            return;
        await heldLock.EnsureHeldAsync(cancellationToken);
        await new ClassRecorder(sessions, time, report).RecordAsync(recordings, cancellationToken);
    }

    private async Task<IReadOnlyList<string>> GatesAsync(
        RolloutRequest request, WaveGates gates, IDockerClient engine, int wave, CancellationToken cancellationToken)
    {
        List<string> saying = [];
        foreach (var service in request.Stack.InWave(wave))
        {
            try
            {
                saying.Add(await gates.TasksAsync(service, cancellationToken));
                foreach (var gate in service.Gates)
                    saying.Add(await gates.FlinkAsync(service, gate, cancellationToken));
            }
            catch (GateFailedException e)
            {
                throw await new Evidence(sessions, engine, request.Stack.Name).GatherAsync(e, service.Name, cancellationToken);
            }
        }

        foreach (var words in saying)
            report.Info($"wave {wave + 1} of {request.Stack.Waves}: {words}");
        return saying;
    }

    private static async Task FinishAsync(
        RolloutRequest request, string? release, ReleaseStore releases, IDockerClient engine, ILockHandle heldLock, CancellationToken cancellationToken)
    {
        var held = await StackReader.ReadAsync(engine, request.Stack.Name, cancellationToken);
        var old = RolloutPlanner.Plan(request.Stack, held).OldFiles;
        if (release is null && old.IsEmpty)
            return;
        await heldLock.EnsureHeldAsync(cancellationToken);
        var configs = new ConfigStore(engine, request.Stack.Name);
        foreach (var config in old)
            await configs.RemoveAsync(config, cancellationToken);
        if (release is null)
            return;
        await releases.FinishAsync(release, cancellationToken);
        await releases.PruneAsync(held, cancellationToken);
    }

    private static async Task<IReadOnlySet<string>> FailedAsync(IDockerClient engine, string stack, CancellationToken cancellationToken)
    {
        var held = await StackReader.ReadAsync(engine, stack, cancellationToken);
        var tasks = await TaskReader.ReadAsync(engine, held, stack, cancellationToken);
        return tasks.Where(task => task.HasFailed).Select(task => task.Id).ToHashSet();
    }
}
