using System.Collections.Immutable;
using Fridge.Rollout.Orchestration;

namespace Fridge.Rollout.Verbs;

/// <summary>Puts lines that come from several places into one order. Pure.</summary>
internal static class LogMerge
{
    /// <summary>The last lines of those that run now; of a workload of which nothing runs, of those that did.</summary>
    public static ImmutableArray<LogLine> Beginning(IReadOnlyCollection<LogLine> lines, IReadOnlySet<string> running, int tail)
    {
        var current = lines.Where(line => line.Instance is null || running.Contains(line.Instance)).ToList();
        return [.. ByTime([[.. current.Count > 0 ? current : lines]]).TakeLast(tail)];
    }

    /// <summary>By time; a line without one follows what came before it.</summary>
    public static IEnumerable<LogLine> ByTime(ImmutableArray<ImmutableArray<LogLine>> sources) =>
        sources.SelectMany(Timed).OrderBy(line => line.At).Select(line => line.Line);

    private static IEnumerable<TimedLine> Timed(ImmutableArray<LogLine> lines)
    {
        var at = DateTimeOffset.MinValue;
        foreach (var line in lines)
            yield return new TimedLine(at = line.At ?? at, line);
    }

    private sealed record TimedLine(DateTimeOffset At, LogLine Line);
}
