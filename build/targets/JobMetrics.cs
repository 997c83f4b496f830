using System.Collections.Immutable;
using System.Text.Json;
using Fridge.Engine;
using Fridge.Rollout.Status;

namespace Fridge.Targets;

/// <summary>A job's own metrics as a person reads them: a line each, a table where the value is a JSON list of objects.</summary>
internal static class JobMetrics
{
    private const int LongestValue = 160;

    public static IEnumerable<TextTable> Tables(ImmutableArray<JobMetric> metrics) =>
        from metric in metrics
        let rows = metric.Values.SelectMany(value => Rows(value) ?? []).ToList()
        where rows.Count > 0
        select Table(metric.Name, rows);

    public static IEnumerable<string> Lines(ImmutableArray<JobMetric> metrics) =>
        from metric in metrics
        where metric.Values.IsEmpty || metric.Values.Any(value => Rows(value) is null)
        select $"{metric.Name}: {(metric.Values.IsEmpty ? "nothing yet" : string.Join(", ", metric.Values.Select(Short)))}";

    private static TextTable Table(string name, List<JsonElement> rows)
    {
        var columns = rows.SelectMany(row => row.EnumerateObject().Select(member => member.Name)).Distinct().ToArray();
        return rows.Aggregate(
            new TextTable(name, columns),
            (table, row) => table.Row([.. columns.Select(column => row.TryGetProperty(column, out var cell) ? Short(cell.ToString()) : "")]));
    }

    /// <returns>Null: no JSON list of objects.</returns>
    private static List<JsonElement>? Rows(string value)
    {
        if (!value.StartsWith('['))
            return null;
        try
        {
            using var json = JsonDocument.Parse(value);
            var rows = json.RootElement.EnumerateArray().Select(row => row.Clone()).ToList();
            return rows.Count > 0 && rows.TrueForAll(row => row.ValueKind == JsonValueKind.Object) ? rows : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string Short(string value) => value.Length <= LongestValue ? value : value[..LongestValue] + "…";
}
