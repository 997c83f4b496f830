using System.Collections.Immutable;
using Fridge.Bench.Figures;
using Fridge.Clusters;

namespace Fridge.Bench.Start;

/// <summary>What <c>bench/start</c> prints: the median of each row, and per platform how much of the scripts' time a direct start takes.</summary>
/// <param name="Times">All runs of each case, in the order of the rows.</param>
internal sealed record StartReport(ImmutableArray<(StartCase Case, ImmutableArray<TimeSpan> Times)> Times)
{
    public ImmutableArray<Figure> Figures => [.. Medians().Select(Row), .. Ratios()];

    public string Title => $"JobManager + TaskManager until taskmanagers: 1, median of {Times.Max(row => row.Times.Length)}";

    private static Figure Row((StartCase Case, TimeSpan Time) row) => Figure.Seconds(row.Case.Name, row.Case.Label, row.Time);

    private IEnumerable<(StartCase Case, TimeSpan Time)> Medians() => Times.Select(row => (row.Case, Median.Of(row.Times)));

    private IEnumerable<Figure> Ratios() => Medians().GroupBy(row => row.Case.Platform).Select(rows => Ratio(
        rows.Key,
        rows.Single(row => row.Case.Way == Way.Directly).Time,
        rows.Single(row => row.Case.Way == Way.ByScripts).Time));

    private static Figure Ratio(NodeArchitecture platform, TimeSpan direct, TimeSpan scripts) => new(
        $"start/{platform.LabelValue()}/ratio", $"{StartCase.PlatformLabel(platform)}: directly / scripts", direct / scripts, "x");
}
