using System.Text;
using System.Text.Json;

namespace Fridge.Images.Builds;

/// <summary>
/// Reads <c>--progress rawjson</c>: objects over one or more lines with vertexes (steps) and their logs. Other lines, such as
/// buildx's own errors, are kept as they are.
/// </summary>
internal sealed class BuildxProgress(Action<int, int> onSteps, Action<string> onLine)
{
    private const int KeptLines = 30;

    private readonly Queue<string> last = new();
    private readonly List<string> errors = [];
    private readonly Dictionary<string, string> unended = new(StringComparer.Ordinal);
    private readonly StringBuilder pending = new();

    /// <summary>The last lines of output, then every failed step, as evidence of a failure.</summary>
    public IReadOnlyList<string> Evidence => [.. last, .. errors];

    /// <summary>Each step's begin and time so far.</summary>
    public BuildSteps Steps { get; } = new();

    public void Read(string line)
    {
        if (pending.Length == 0 && !line.StartsWith('{'))
        {
            Keep(line);
            return;
        }

        pending.AppendLine(line);
        if (line.EndsWith('}') && (line.StartsWith('{') || line == "}"))
        {
            var text = pending.ToString();
            pending.Clear();
            using var document = JsonDocument.Parse(text);
            Read(document.RootElement);
        }
    }

    private void Read(JsonElement status)
    {
        foreach (var log in Items(status, "logs"))
        {
            ReadLog(log.GetProperty("vertex").GetString()!, Encoding.UTF8.GetString(log.GetProperty("data").GetBytesFromBase64()));
        }

        foreach (var vertex in Items(status, "vertexes"))
        {
            ReadVertex(vertex);
        }

        foreach (var part in Items(status, "statuses"))
        {
            Steps.SetPart(part.GetProperty("vertex").GetString()!, part.GetProperty("id").GetString()!, Instant(part, "started"), Instant(part, "completed"));
        }

        onSteps(Steps.Ended, Steps.Count);
    }

    /// <summary>A step's output comes in pieces that end anywhere; the last line of all is kept when its step is over.</summary>
    private void ReadLog(string step, string piece)
    {
        var lines = (unended.GetValueOrDefault(step) + piece).Split('\n');
        foreach (var line in lines[..^1])
        {
            Keep(line);
        }

        unended[step] = lines[^1];
    }

    private void ReadVertex(JsonElement vertex)
    {
        var digest = vertex.GetProperty("digest").GetString()!;
        var name = vertex.TryGetProperty("name", out var given) ? given.GetString()! : digest;
        var isCached = vertex.TryGetProperty("cached", out var cached) && cached.GetBoolean();
        Steps.SetStep(digest, name, Instant(vertex, "started"), Instant(vertex, "completed"), isCached);
        if (Steps.IsEnded(digest) && unended.Remove(digest, out var line))
        {
            Keep(line);
        }

        if (vertex.TryGetProperty("error", out var error) && error.GetString() is { Length: > 0 } message)
        {
            errors.Add($"{name}: {message}");
        }
    }

    private void Keep(string line)
    {
        if (line.Length == 0)
        {
            return;
        }

        onLine(line);
        last.Enqueue(line);
        if (last.Count > KeptLines)
        {
            last.Dequeue();
        }
    }

    private static DateTimeOffset? Instant(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String && value.TryGetDateTimeOffset(out var instant) ? instant : null;

    private static IEnumerable<JsonElement> Items(JsonElement status, string name) =>
        status.TryGetProperty(name, out var items) && items.ValueKind == JsonValueKind.Array ? items.EnumerateArray() : [];
}
