using System.Collections.Immutable;

namespace Fridge.Bench.Deploy;

/// <summary>A run of the front door as its events told it.</summary>
/// <param name="Targets">In the order of the run's plan.</param>
/// <param name="ExitCode">Null: the run did not come to its end.</param>
/// <param name="Failures">A line each.</param>
internal sealed record TimedRun(ImmutableArray<TimedTarget> Targets, int? ExitCode, ImmutableArray<string> Failures)
{
    /// <summary>What the run would take with its targets one after the other.</summary>
    public TimeSpan Sum => Targets.Aggregate(TimeSpan.Zero, (sum, target) => sum + target.Time);
}

/// <param name="StartedAt">Since the run's start; null: it did nothing.</param>
/// <param name="WaitsFor">Targets that had to be over before.</param>
internal sealed record TimedTarget(string Name, TimeSpan? StartedAt, TimeSpan Time, ImmutableArray<string> WaitsFor);
