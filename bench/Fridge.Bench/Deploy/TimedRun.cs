using System.Collections.Immutable;
using Fridge.Engine;

namespace Fridge.Bench.Deploy;

/// <summary>A run of the front door as its events told it.</summary>
/// <param name="Targets">In the order of the run's plan.</param>
/// <param name="ExitCode">Null: the run did not come to its end.</param>
/// <param name="Failures">A line each.</param>
internal sealed record TimedRun(ImmutableArray<TimedTarget> Targets, int? ExitCode, ImmutableArray<string> Failures)
{
    /// <summary>What the run would take with its targets one after the other.</summary>
    public TimeSpan Sum => Targets.Aggregate(TimeSpan.Zero, (sum, target) => sum + target.Time);

    public static TimedRun Of(IReadOnlyCollection<RunEvent> events)
    {
        var begun = events.OfType<RunStarted>().FirstOrDefault();
        var started = events.OfType<TargetStarted>().ToDictionary(target => target.Target, target => target.At);
        var finished = events.OfType<TargetFinished>().ToDictionary(target => target.Target);
        var end = events.OfType<RunFinished>().LastOrDefault();
        var failures = finished.Values.Select(target => target.Failure).Append(end?.Failure).OfType<Failure>();
        return new TimedRun(
            begun is null ? [] : [.. begun.Targets.Select(name => new TimedTarget(
                name,
                started.TryGetValue(name, out var at) ? at - begun.At : null,
                finished.GetValueOrDefault(name)?.Elapsed ?? TimeSpan.Zero,
                begun.WaitsFor[name]))],
            end?.ExitCode,
            [.. failures.SelectMany(failure => failure.Evidence.Prepend(failure.Message)).Distinct()]);
    }

    /// <returns>What a person who waits wants to know; null: nothing new.</returns>
    public static string? News(RunEvent happened) => happened is TargetFinished target
        ? $"{target.Target} {target.Status} in {target.Elapsed.TotalSeconds:F1} s{(target.Note is { } note ? $": {note}" : "")}"
        : null;
}

/// <param name="StartedAt">Since the run's start; null: it did nothing.</param>
/// <param name="WaitsFor">Targets that had to be over before.</param>
internal sealed record TimedTarget(string Name, TimeSpan? StartedAt, TimeSpan Time, ImmutableArray<string> WaitsFor);
