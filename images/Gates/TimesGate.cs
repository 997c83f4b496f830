namespace Fridge.Images.Gates;

/// <summary>Whether two builds give the same layer: what is newer than the recipes' time (<c>SOURCE_DATE_EPOCH</c>) was made while building.</summary>
internal static class TimesGate
{
    /// <returns>What is wrong; null: nothing.</returns>
    public static string? Fault(DateTimeOffset time) => time.ToUnixTimeSeconds() <= Recipe.SourceDateEpoch
        ? null
        : $"has the time {time.UtcDateTime:yyyy-MM-dd HH:mm:ss}, that of this build: base/times.sh sets the times of a recipe's folders, and COPY --link leaves them alone";
}
