using System.Collections.Immutable;
using Fridge.Bench.Figures;
using Fridge.Model;

namespace Fridge.Bench.Start;

/// <summary>What is printed of starts: the median of each row, its memory, and per platform how often a start of ours fits into one by scripts.</summary>
/// <param name="Starts">All runs of each case, in the order of the rows.</param>
internal sealed record StartReport(ImmutableArray<(StartCase Case, ImmutableArray<StartTime> Times)> Starts)
{
    public ImmutableArray<Figure> Figures => [.. Starts.SelectMany(Rows), .. Ratios()];

    public string Title => $"JobManager + TaskManager until taskmanagers: 1, median of {Starts.Max(row => row.Times.Length)}";

    private static IEnumerable<Figure> Rows((StartCase Case, ImmutableArray<StartTime> Times) row) =>
    [
        Figure.Seconds(row.Case.Name, row.Case.Label, Time(row.Times)),
        Figure.Megabytes($"{row.Case.Name}/rss", "  resident memory of both", row.Times.Select(time => time.Rss).Order().ElementAt(row.Times.Length / 2)),
    ];

    private IEnumerable<Figure> Ratios() => Starts
        .Where(row => row.Case.Way != Way.ByScripts)
        .Select(row => new Figure(
            $"{row.Case.Name}/speedup", $"Flink's scripts / {row.Case.Label}", Scripts(row.Case.Platform) / Time(row.Times), "x"));

    private TimeSpan Scripts(NodeArchitecture platform) =>
        Time(Starts.Single(row => row.Case.Way == Way.ByScripts && row.Case.Platform == platform).Times);

    private static TimeSpan Time(IEnumerable<StartTime> times) => Median.Of([.. times.Select(time => time.Time)]);
}
