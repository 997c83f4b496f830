using System.Collections.Immutable;
using Docker.DotNet.Models;
using Fridge.Manifests;
using Fridge.Manifests.Swarm;
using Fridge.Rollout.Swarm;

namespace Fridge.Rollout.Gates;

/// <summary>Do a service's tasks run as they should? Pure. Where the image has a check, Swarm calls a task running only when it is healthy.</summary>
public static class ServiceVerdict
{
    /// <summary>So many tasks of one service must fail in one run before the run gives up.</summary>
    private const int Tries = 3;

    /// <param name="tasks">In the order of time.</param>
    /// <param name="before">Tasks that had failed before this run changed anything.</param>
    public static GateState Of(Workload desired, ObservedWorkload? held, IEnumerable<TaskView> tasks, IReadOnlySet<string> before)
    {
        if (held is null)
            return new GateWaiting($"{desired.Name} isn't there yet");
        var current = tasks.Where(task => IsCurrent(task, desired)).ToImmutableArray();
        var failed = current.Where(task => task.HasFailed && !before.Contains(task.Id)).ToImmutableArray();
        if (held.UpdateHasStopped)
            return new GateFailed($"the update of {desired.Name} has stopped: {held.UpdateMessage}", failed.LastOrDefault());
        if (GivenUp(desired.Name, failed) is { } givenUp)
            return givenUp;

        var running = current.Where(task => task.IsRunning).ToImmutableArray();
        if (running.IsEmpty && HasEnded(desired, current) is { } done)
            return new GateOpen($"{desired.Name} has ended by itself with 0 on {done.Node}");
        return running.Length == desired.Replicas && held.UpdateState != "updating"
            ? Placed(desired, running)
            : Waiting(desired.Name, desired.Replicas, current, running.Length);
    }

    /// <summary>The JobManager of a job that is finished: its last task is complete and no other is to come.</summary>
    public static TaskView? HasEnded(Workload desired, IEnumerable<TaskView> tasks) =>
        tasks.LastOrDefault(task => IsCurrent(task, desired)) is { State: TaskState.Complete } last ? last : null;

    /// <param name="failed">In one run.</param>
    /// <returns>Null: they are too few.</returns>
    internal static GateFailed? GivenUp(string service, ImmutableArray<TaskView> failed) => failed.Length >= Tries
        ? new GateFailed($"{service} failed {failed.Length} times: {TaskText.Reason(failed[^1])}", failed[^1])
        : null;

    /// <summary>
    /// The task is made from the desired spec: an update that has not begun yet shows no state. Image and configs are in the hash, but a
    /// person may have changed them since (docker service update).
    /// </summary>
    private static bool IsCurrent(TaskView task, Workload desired) =>
        task.Service == desired.Name
        && task.Hash == desired.InstanceHash
        && task.Image == desired.Image
        && !desired.Files.Except(task.Files).Any();

    private static GateState Placed(Workload desired, ImmutableArray<TaskView> running)
    {
        var nodes = string.Join(", ", running.Select(task => task.Node).Order());
        return running.FirstOrDefault(task => !desired.Nodes.Contains(task.Node ?? "")) is { } stray
            ? new GateWaiting($"{desired.Name} runs on {stray.Node}, expected {string.Join(" or ", desired.Nodes)}", IsStuck: true)
            : new GateOpen($"{desired.Name}: {running.Length} of {desired.Replicas} on {nodes}");
    }

    internal static GateWaiting Waiting(string service, int replicas, ImmutableArray<TaskView> current, int running)
    {
        var counts = $"{service}: {running} of {replicas} run";
        var next = current.LastOrDefault(task => task is { IsRunning: false, Desired: TaskState.Running or TaskState.Ready });
        return next is null
            ? new GateWaiting(counts)
            : new GateWaiting($"{counts}; {TaskText.Progress(next)}", next.Error.Contains("no suitable node", StringComparison.Ordinal));
    }
}
