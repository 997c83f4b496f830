namespace Fridge.Bench.Figures;

internal static class Median
{
    /// <summary>The middle one, or the mean of the two in the middle.</summary>
    public static TimeSpan Of(IReadOnlyCollection<TimeSpan> times)
    {
        var sorted = times.Order().ToList();
        return (sorted[(sorted.Count - 1) / 2] + sorted[sorted.Count / 2]) / 2;
    }
}
