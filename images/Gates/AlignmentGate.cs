using System.Text.Json;

namespace Fridge.Images.Gates;

/// <summary>Every jar of Flink (not the JDK's own, which knows its processor) passed the alignment rewrite, whose scan ends the build where a call is left.</summary>
public static class AlignmentGate
{
    private const string Home = "opt/flink/";
    private const string Helper = Home + "align.jar";

    public static IEnumerable<string> Faults(IEnumerable<string> paths, byte[]? report)
    {
        if (report is null)
        {
            return ["no alignment report is in the image"];
        }

        using var document = JsonDocument.Parse(report);
        var aligned = document.RootElement.GetProperty("jars").EnumerateArray()
            .Select(jar => Home + jar.GetProperty("jar").GetString())
            .ToHashSet(StringComparer.Ordinal);
        return [.. paths
            .Where(path => path.StartsWith(Home, StringComparison.Ordinal) && path.EndsWith(".jar", StringComparison.Ordinal) && path != Helper && !aligned.Contains(path))
            .Distinct()
            .Select(path => $"{path}: never passed the alignment rewrite")];
    }
}
