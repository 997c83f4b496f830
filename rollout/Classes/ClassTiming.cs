using System.Collections.Immutable;
using Fridge.Rollout.Plan;

namespace Fridge.Rollout.Classes;

/// <summary>
/// When nodes record Flink's classes: before the first wave, since a JVM that is replaced is to start quickly and its node has no memory for both;
/// or, where the first wave replaces nothing, while it starts, on nodes that it doesn't touch. What starts meanwhile starts without.
/// </summary>
/// <param name="IsMeanwhile">The first wave that changes something doesn't wait for the recordings; those after it do.</param>
internal sealed record ClassTiming(ImmutableArray<ClassRecording> Recordings, bool IsMeanwhile)
{
    /// <summary>Pure.</summary>
    public static ClassTiming Of(RolloutPlan plan)
    {
        var recordings = ClassRecording.For(plan.Started);
        var first = plan.ChangesIn(plan.FirstChangedWave);
        var busy = plan.Desired.Workloads.Where(workload => first.Any(change => change.Workload == workload.Name)).SelectMany(workload => workload.Nodes).ToHashSet();
        var spare = recordings.Where(recording => !busy.Contains(recording.Node)).Select(recording => recording.Archive).ToHashSet();
        return first.All(change => change.Action == WorkloadAction.Create) && spare.Count > 0 && recordings.All(recording => spare.Contains(recording.Archive))
            ? new ClassTiming([.. recordings.Select(recording => recording with { MayRecord = !busy.Contains(recording.Node) })], IsMeanwhile: true)
            : new ClassTiming(recordings, IsMeanwhile: false);
    }
}
