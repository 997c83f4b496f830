using Fridge.Model.Conversion;

namespace Fridge.Manifests.Conversion;

/// <summary>What became of each option, for a person: two lines each.</summary>
public static class ConvertedText
{
    public static IEnumerable<string> Lines(ConvertedFlink converted) => converted.Keys.SelectMany(key => Lines(key, converted.File));

    /// <summary><c>3 kept, 1 moved</c>.</summary>
    public static string Summary(ConvertedFlink converted) =>
        string.Join(", ", converted.Keys.GroupBy(key => key.Fate).OrderBy(group => group.Key).Select(group => $"{group.Count()} {Word(group.Key)}"));

    private static IEnumerable<string> Lines(ConvertedKey key, string file)
    {
        var today = key.Today.Length == 0 || key.Today == key.Key ? "" : $" → {key.Today}";
        yield return $"{file}:{key.Line}:{key.Column}: {key.Key}: {key.Value}{today}";
        yield return $"    {Word(key.Fate)}: {key.Reason}";
    }

    private static string Word(KeyFate fate) => fate.ToString().ToLowerInvariant();
}
