using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Fridge.Engine;

/// <summary>The last event of a run, also of one that was refused before anything ran.</summary>
/// <param name="ExitCode">0 done, 1 a target failed, 2 wrong use, 3 a target that compares has found a difference, 130 interrupted.</param>
/// <param name="Failure">Of the run as a whole: what was found before a target ran.</param>
/// <param name="Results">Of all targets, in the plan's order.</param>
/// <param name="Lines">What the targets said last.</param>
/// <param name="Tables">What the targets showed last.</param>
public sealed record RunFinished(
    int ExitCode,
    [property: JsonPropertyName("seconds")] TimeSpan Elapsed,
    Failure? Failure,
    [property: JsonPropertyName("targets")] ImmutableArray<TargetResult> Results,
    ImmutableArray<string> Lines,
    ImmutableArray<TextTable> Tables) : RunEvent
{
    internal RunFinished(int exitCode, TimeSpan elapsed, ImmutableArray<TargetResult> results, ImmutableArray<Closing> closings, Failure? failure = null)
        : this(
            exitCode,
            elapsed,
            failure,
            results,
            [.. closings.OfType<ClosingLine>().Select(line => line.Text)],
            [.. closings.OfType<ClosingTable>().Select(table => table.Table)]) => Closings = closings;

    /// <summary>Lines and tables in the order in which a screen shows them.</summary>
    internal ImmutableArray<Closing> Closings { get; } = [];

    internal override RunEvent Map(Func<string, string> redact) => new RunFinished(
        ExitCode, Elapsed, [.. Results.Select(result => result.Map(redact))], [.. Closings.Select(closing => closing.Map(redact))], Failure?.Map(redact))
    {
        At = At,
    };
}
