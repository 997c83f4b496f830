using System.Collections.Immutable;
using System.Text.Json;

namespace Fridge.Bench.Deploy;

/// <summary>Reads the events of <c>--json</c>, a line each; those it doesn't know are left alone.</summary>
internal sealed class EventReader
{
    private readonly Dictionary<string, DateTimeOffset> started = [];
    private readonly Dictionary<string, TimeSpan> times = [];
    private readonly List<string> failures = [];
    private DateTimeOffset begin;
    private ImmutableArray<(string Name, ImmutableArray<string> WaitsFor)> plan = [];
    private int? exitCode;

    public TimedRun Run => new([.. plan.Select(Timed)], exitCode, [.. failures.Distinct()]);

    /// <returns>What a person who waits wants to know; null: nothing new.</returns>
    public string? Read(string line)
    {
        using var json = JsonDocument.Parse(line);
        return Read(json.RootElement);
    }

    private string? Read(JsonElement happened)
    {
        switch (happened.GetProperty("event").GetString())
        {
            case "runStarted":
                Begin(happened);
                return null;
            case "targetStarted":
                started[Target(happened)] = At(happened);
                return null;
            case "targetFinished":
                return End(happened);
            case "runFinished":
                exitCode = happened.GetProperty("exitCode").GetInt32();
                Fail(happened);
                return null;
            default:
                return null;
        }
    }

    private void Begin(JsonElement happened)
    {
        begin = At(happened);
        var waits = happened.GetProperty("waitsFor");
        plan = [.. Texts(happened.GetProperty("targets")).Select(name => (name, Texts(waits.GetProperty(name))))];
    }

    private string End(JsonElement happened)
    {
        var target = Target(happened);
        times[target] = TimeSpan.FromSeconds(happened.GetProperty("seconds").GetDouble());
        Fail(happened);
        return $"{target} {happened.GetProperty("status").GetString()} in {times[target].TotalSeconds:F1} s"
            + (happened.TryGetProperty("note", out var note) ? $": {note.GetString()}" : "");
    }

    private void Fail(JsonElement happened)
    {
        if (!happened.TryGetProperty("failure", out var failure))
            return;
        failures.Add(failure.GetProperty("message").GetString()!);
        failures.AddRange(Texts(failure.GetProperty("evidence")));
    }

    private TimedTarget Timed((string Name, ImmutableArray<string> WaitsFor) target) => new(
        target.Name,
        started.TryGetValue(target.Name, out var at) ? at - begin : null,
        times.GetValueOrDefault(target.Name),
        target.WaitsFor);

    private static DateTimeOffset At(JsonElement happened) => happened.GetProperty("at").GetDateTimeOffset();

    private static string Target(JsonElement happened) => happened.GetProperty("target").GetString()!;

    private static ImmutableArray<string> Texts(JsonElement list) => [.. list.EnumerateArray().Select(item => item.GetString()!)];
}
