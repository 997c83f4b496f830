namespace Fridge.Engine;

/// <summary>How far a long piece of work is.</summary>
/// <param name="Total">Null while unknown.</param>
internal sealed record ProgressState(ProgressUnit Unit, long Done, long? Total, TimeSpan Elapsed, bool Finished = false)
{
    /// <summary>By the mean rate since the beginning; null while nothing can be said.</summary>
    public TimeSpan? Left => Total > Done && Done > 0 ? Elapsed * ((double)(Total.Value - Done) / Done) : null;

    public string Show() => Finished
        ? (Done > 0 ? $"{Amount(Done)} in " : "") + Duration.Show(Elapsed)
        : string.Join(", ", Parts());

    private IEnumerable<string> Parts()
    {
        if (Total is { } steps && Unit == ProgressUnit.Steps)
            yield return $"{Done} of {Amount(steps)}";
        else if (Total is > 0)
            yield return $"{Math.Min(100, 100 * Done / Total.Value)} % of {Amount(Total.Value)}";
        else if (Done > 0)
            yield return Amount(Done);
        yield return Duration.Show(Elapsed);
        if (Left is { } left)
            yield return $"about {Duration.Show(TimeSpan.FromSeconds(Math.Ceiling(left.TotalSeconds)))} left";
    }

    private string Amount(long value) => Unit == ProgressUnit.Bytes ? ByteSize.Show(value) : value == 1 ? "1 step" : $"{value} steps";
}
