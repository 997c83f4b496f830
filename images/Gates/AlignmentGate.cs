using System.Text.Json;

namespace Fridge.Images.Gates;

/// <summary>Every jar of an image's home (not the JDK's own, which knows its processor) passed the alignment rewrite, whose scan ends the build where a call is left.</summary>
internal static class AlignmentGate
{
    private const string Helper = "align.jar";

    /// <param name="home">Without a leading slash: <c>opt/flink</c>.</param>
    /// <param name="report">What the rewrite wrote there; null: nothing.</param>
    public static IEnumerable<string> Faults(string home, IEnumerable<string> paths, byte[]? report)
    {
        if (report is null)
        {
            return ["no alignment report is in the image"];
        }

        using var document = JsonDocument.Parse(report);
        var aligned = document.RootElement.GetProperty("jars").EnumerateArray()
            .Select(jar => $"{home}/{jar.GetProperty("jar").GetString()}")
            .ToHashSet(StringComparer.Ordinal);
        return [.. paths
            .Where(path => path.StartsWith($"{home}/", StringComparison.Ordinal) && path.EndsWith(".jar", StringComparison.Ordinal) && path != $"{home}/{Helper}" && !aligned.Contains(path))
            .Distinct()
            .Select(path => $"{path}: never passed the alignment rewrite")];
    }
}
