using System.Collections.Immutable;

namespace Fridge.Tests.Workloads;

/// <summary>What the continuous run must have counted when each file was read so far.</summary>
public sealed record ExpectedCounts(ImmutableDictionary<string, long> Places, long Unlocated, long Millimetres)
{
    private static readonly ILookup<string, ExpectedResult> ByFile = ExpectedResult.All.ToLookup(result => result.Ride.File);

    /// <param name="rows">Rows read of each file, over all laps.</param>
    public static ExpectedCounts UpTo(IReadOnlyDictionary<string, long> rows)
    {
        var weighed = rows.SelectMany(file => Weighed([.. ByFile[file.Key]], file.Value)).ToList();
        return new ExpectedCounts(
            TaxiSample.Current.Places.ToImmutableDictionary(
                place => place.Name, place => weighed.Where(one => one.Result.IsAt(place.Name)).Sum(one => one.Times)),
            weighed.Where(one => one.Result.Place is null).Sum(one => one.Times),
            weighed.Sum(one => one.Times * one.Result.Millimetres));
    }

    /// <summary>Whole laps, and once more for the rows of the lap that has begun.</summary>
    private static IEnumerable<(ExpectedResult Result, long Times)> Weighed(ExpectedResult[] file, long rows) =>
        file.Select((result, index) => (result, rows / file.Length + (index < rows % file.Length ? 1 : 0)));
}
