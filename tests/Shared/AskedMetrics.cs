using System.Text.RegularExpressions;

namespace Fridge.Testing;

/// <summary>The metrics that the alert rules and the dashboards of a checkout ask for, by their names.</summary>
public static partial class AskedMetrics
{
    /// <summary>What the virtual fridge has not: it has no thermal zone, and nothing lays a text file there.</summary>
    public static readonly IReadOnlyList<string> OfBoardsAlone = ["node_thermal_zone_temp", "fridge_throttled"];

    /// <summary>Each with the file that asks for it first.</summary>
    public static IReadOnlyDictionary<string, string> Of(string checkout) => Files(checkout)
        .SelectMany(file => Expressions(file).SelectMany(text => Name().Matches(text)).Select(match => (Name: match.Value, File: Path.GetFileName(file))))
        .GroupBy(asked => asked.Name).ToDictionary(asked => asked.Key, asked => asked.First().File, StringComparer.Ordinal);

    public static IEnumerable<string> Files(string checkout) =>
        Directory.EnumerateFiles(Path.Combine(checkout, "manifests", "templates", "monitoring"), "*", SearchOption.AllDirectories)
            .Where(file => Path.GetFileName(file) is "alerts.yml" || Path.GetExtension(file) == ".json").Order(StringComparer.Ordinal);

    /// <summary>Of a dashboard its queries; of rules all but the names of alerts and what they say.</summary>
    private static IEnumerable<string> Expressions(string file) => Path.GetExtension(file) == ".json"
        ? Query().Matches(File.ReadAllText(file)).Select(match => match.Value)
        : File.ReadLines(file).Where(line => !line.TrimStart().StartsWith('#') && !line.Contains("summary:", StringComparison.Ordinal));

    [GeneratedRegex("\"expr\": \"(?:[^\"\\\\]|\\\\.)*\"")]
    private static partial Regex Query();

    /// <summary>As Flink, the node exporter and Prometheus begin theirs; a time series that every target has is <c>up</c>.</summary>
    [GeneratedRegex(@"\b(?:flink|node|fridge|prometheus|process)_[A-Za-z0-9_]+\b|\bup\b")]
    private static partial Regex Name();
}
