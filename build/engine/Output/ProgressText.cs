namespace Fridge.Engine;

/// <summary>How far a piece of work is, in words.</summary>
internal static class ProgressText
{
    public static string Of(Progress progress) => progress.Finished
        ? (progress.Done > 0 ? $"{Amount(progress, progress.Done)} in " : "") + Duration.Show(progress.Elapsed)
        : string.Join(", ", Parts(progress));

    private static IEnumerable<string> Parts(Progress progress)
    {
        if (progress is { Total: { } steps, Unit: ProgressUnit.Steps })
            yield return $"{progress.Done} of {Amount(progress, steps)}";
        else if (progress.Total is > 0)
            yield return $"{Math.Min(100, 100 * progress.Done / progress.Total.Value)} % of {Amount(progress, progress.Total.Value)}";
        else if (progress.Done > 0)
            yield return Amount(progress, progress.Done);
        yield return Duration.Show(progress.Elapsed);
        if (progress.Left is { } left)
            yield return $"about {Duration.Show(TimeSpan.FromSeconds(Math.Ceiling(left.TotalSeconds)))} left";
    }

    private static string Amount(Progress progress, long value) =>
        progress.Unit == ProgressUnit.Bytes ? ByteSize.Show(value) : value == 1 ? "1 step" : $"{value} steps";
}
