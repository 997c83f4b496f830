using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;

namespace Fridge.Rollout.Status;

/// <summary>A metric that the cluster file names: an operator's, and a part of it where it is JSON.</summary>
/// <param name="Metric">Operator and metric as REST has them behind the subtask: <c>counts.status</c>.</param>
/// <param name="Pointer">The keys that lead to the part; empty: the whole value.</param>
internal sealed record ShownMetric(string Name, string Metric, ImmutableArray<string> Pointer)
{
    public static ShownMetric Of(string name)
    {
        var (metric, pointer) = name.Split('#', 2) is [var head, var tail] ? (head, tail.Split('/')[1..]) : (name, []);
        return new(name, metric, [.. pointer.Select(key => key.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal))]);
    }

    /// <summary>The ids of one vertex that are this metric's, in the order of their subtasks.</summary>
    public ImmutableArray<string> IdsAmong(IEnumerable<string> ids) =>
        [.. ids.Select(id => (id, subtask: Subtask(id))).Where(each => each.subtask is not null).OrderBy(each => each.subtask).Select(each => each.id)];

    /// <returns>Null: it is no JSON, or has no such part.</returns>
    public string? Part(string value)
    {
        if (Pointer.IsEmpty)
            return value;
        try
        {
            using var json = JsonDocument.Parse(value);
            return Pointer.Aggregate((JsonElement?)json.RootElement, Inner)?.GetRawText();
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static JsonElement? Inner(JsonElement? outer, string key) => outer switch
    {
        { ValueKind: JsonValueKind.Object } map => map.TryGetProperty(key, out var member) ? member : null,
        { ValueKind: JsonValueKind.Array } list => int.TryParse(key, NumberStyles.None, CultureInfo.InvariantCulture, out var index) && index < list.GetArrayLength() ? list[index] : null,
        _ => null,
    };

    private int? Subtask(string id) =>
        id.Split('.', 2) is [var subtask, var metric] && metric == Metric && int.TryParse(subtask, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
