using System.Collections.Immutable;
using Docker.DotNet;
using Fridge.Manifests;
using Fridge.Manifests.Swarm;
using Fridge.Rollout.Flink;
using Fridge.Rollout.Gates;
using Fridge.Rollout.Swarm;

namespace Fridge.Rollout.Deploy;

/// <summary>The gates of one rollout: what each asks, and the tasks that all of them keep an eye on.</summary>
internal sealed class WaveGates(RolloutRequest request, IDockerClient engine, FlinkClient flink, GateKeeper keeper, IReadOnlySet<string> failedBefore)
{
    private RenderedRelease Stack => request.Stack;

    public async Task<string> TasksAsync(Workload service, CancellationToken cancellationToken) => await keeper.WaitAsync(
        $"{Wave(service)} tasks of {service.Name}",
        request.Limits.Tasks,
        async token => Verdict(service, await LookAsync(token)),
        cancellationToken);

    public Task<string> FlinkAsync(Workload service, string gate, CancellationToken cancellationToken) => gate switch
    {
        GateNames.FlinkRest => WaitAsync(service, "Flink's REST", request.Limits.FlinkRest, JobManagerAsync, cancellationToken),
        GateNames.TaskManagers => WaitAsync(service, "TaskManagers and slots", request.Limits.TaskManagers, TaskManagersAsync, cancellationToken),
        GateNames.JobRunning => WaitAsync(service, "the job", request.Limits.Job, JobAsync, cancellationToken),
        _ => throw new ArgumentOutOfRangeException(nameof(gate), gate, null),
    };

    /// <summary>A Flink gate can't open while tasks fail, and has nothing to ask once the JobManager ended by itself.</summary>
    private Task<string> WaitAsync(
        Workload service, string what, TimeSpan limit, Func<CancellationToken, Task<GateState>> ask, CancellationToken cancellationToken)
    {
        return keeper.WaitAsync($"{Wave(service)} {what}", limit, Ask, cancellationToken);

        async Task<GateState> Ask(CancellationToken token)
        {
            var seen = await LookAsync(token);
            var sofar = Stack.Workloads.Where(candidate => candidate.Wave <= service.Wave).ToList();
            if (sofar.Select(candidate => Verdict(candidate, seen)).OfType<GateFailed>().FirstOrDefault() is { } failed)
                return failed;
            return sofar.Any(candidate => candidate.Gates.Contains(GateNames.FlinkRest) && ServiceVerdict.HasEnded(candidate, seen.Tasks) is not null)
                ? new GateOpen("the job has finished, its JobManager has ended by itself")
                : await ask(token);
        }
    }

    private async Task<GateState> JobManagerAsync(CancellationToken cancellationToken) => FlinkVerdict.JobManager(
        Stack.Flink,
        await flink.JobManagerEnvironmentAsync(cancellationToken),
        await flink.JobManagerConfigAsync(cancellationToken));

    private async Task<GateState> TaskManagersAsync(CancellationToken cancellationToken) =>
        FlinkVerdict.TaskManagers(Stack.Flink, await flink.TaskManagersAsync(cancellationToken));

    private async Task<GateState> JobAsync(CancellationToken cancellationToken) => Stack.Flink.Job is { } job
        ? FlinkVerdict.Job(job, await flink.JobAsync(job.Id, cancellationToken), await flink.ExceptionsAsync(job.Id, cancellationToken))
        : new GateOpen("a session cluster: no job of its own");

    private GateState Verdict(Workload service, Seen seen) =>
        ServiceVerdict.Of(service, seen.Held.Find(service.Name), seen.Tasks, failedBefore);

    private async Task<Seen> LookAsync(CancellationToken cancellationToken)
    {
        var held = await StackReader.ReadAsync(engine, Stack.Name, cancellationToken);
        return new Seen(held, await TaskReader.ReadAsync(engine, held, Stack.Name, cancellationToken));
    }

    private string Wave(Workload service) => $"wave {service.Wave + 1} of {Stack.Waves}:";

    private sealed record Seen(Observed Held, ImmutableArray<TaskView> Tasks);
}
