using System.Collections.Immutable;
using Fridge.Manifests;
using Fridge.Rollout.Orchestration;

namespace Fridge.Rollout.Gates;

/// <summary>Do a workload's instances run as they should? Pure.</summary>
internal static class WorkloadVerdict
{
    /// <summary>So many instances of one workload must fail in one run before the run gives up.</summary>
    private const int Tries = 3;

    /// <param name="instances">In the order of time.</param>
    /// <param name="before">Those that had failed before this run changed anything.</param>
    public static GateState Of(Workload desired, ObservedWorkload? observed, IEnumerable<Instance> instances, IReadOnlySet<string> before)
    {
        if (observed is null)
            return new GateWaiting($"{desired.Name} isn't there yet");
        var current = instances.Where(instance => IsCurrent(instance, desired)).ToImmutableArray();
        var failed = current.Where(instance => instance.HasFailed && !before.Contains(instance.Id)).ToImmutableArray();
        if (observed.Update == UpdateState.Stopped)
            return new GateFailed($"the update of {desired.Name} has stopped: {observed.UpdateMessage}", failed.LastOrDefault());
        if (GivenUp(desired.Name, failed) is { } givenUp)
            return givenUp;

        var running = current.Where(instance => instance.IsRunning).ToImmutableArray();
        if (running.IsEmpty && HasEnded(desired, current) is { } done)
            return new GateOpen($"{desired.Name} has ended by itself with 0 on {done.Node}");
        return running.Length == desired.Replicas && observed.Update != UpdateState.Going
            ? Placed(desired, running)
            : Waiting(desired.Name, desired.Replicas, current, running.Length, observed.UpdateMessage);
    }

    /// <summary>The JobManager of a job that is finished: its last task is complete and no other is to come.</summary>
    public static Instance? HasEnded(Workload desired, IEnumerable<Instance> instances) =>
        instances.LastOrDefault(instance => IsCurrent(instance, desired)) is { State: InstanceState.Complete } last ? last : null;

    /// <param name="failed">In one run.</param>
    /// <returns>Null: they are too few.</returns>
    internal static GateFailed? GivenUp(string workload, ImmutableArray<Instance> failed) => failed.Length >= Tries
        ? new GateFailed($"{workload} failed {failed.Length} times: {InstanceText.Reason(failed[^1])}", failed[^1])
        : null;

    /// <summary>
    /// It is made from the desired spec: an update that has not begun yet shows no state. Image and files are in the hash, but a
    /// person may have changed them since by the orchestrator's own tools.
    /// </summary>
    private static bool IsCurrent(Instance instance, Workload desired) =>
        instance.Workload == desired.Name
        && instance.Hash == desired.InstanceHash
        && instance.Image == desired.Image
        && !desired.Files.Except(instance.Files).Any();

    private static GateState Placed(Workload desired, ImmutableArray<Instance> running)
    {
        var nodes = string.Join(", ", running.Select(instance => instance.Node).Order());
        return running.FirstOrDefault(instance => !desired.Nodes.Contains(instance.Node ?? "")) is { } stray
            ? new GateWaiting($"{desired.Name} runs on {stray.Node}, expected {string.Join(" or ", desired.Nodes)}", IsStuck: true)
            : new GateOpen($"{desired.Name}: {running.Length} of {desired.Replicas} on {nodes}");
    }

    /// <param name="message">What the orchestrator says of the workload, where it has made no instance.</param>
    internal static GateWaiting Waiting(string workload, int replicas, ImmutableArray<Instance> current, int running, string? message = null)
    {
        var counts = $"{workload}: {running} of {replicas} run";
        var next = current.LastOrDefault(instance => instance is { IsRunning: false, ShouldRun: true });
        if (next is null)
            return message is null ? new GateWaiting(counts) : new GateWaiting($"{counts}; {message}", IsStuck: true);
        return new GateWaiting($"{counts}; {InstanceText.Progress(next)}", next.Trouble is InstanceTrouble.Unplaceable or InstanceTrouble.NoImage) { Instance = next };
    }
}
