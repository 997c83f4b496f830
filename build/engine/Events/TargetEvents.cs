using System.Text.Json.Serialization;

namespace Fridge.Engine;

/// <summary>A target's work has begun; one that is skipped has no such event.</summary>
public sealed record TargetStarted(string Target) : RunEvent;

/// <summary>A target is over, or never ran; <see cref="TargetResult"/> tells the fields.</summary>
public sealed record TargetFinished(
    string Target,
    TargetStatus Status,
    [property: JsonPropertyName("seconds")] TimeSpan Elapsed,
    string? Note = null,
    Failure? Failure = null) : RunEvent
{
    [JsonIgnore]
    public TargetResult Result => new(Target, Status, Elapsed, Note, Failure);

    internal static TargetFinished Of(TargetResult result) => new(result.Target, result.Status, result.Elapsed, result.Note, result.Failure);

    internal override RunEvent Map(Func<string, string> redact)
    {
        var clean = Result.Map(redact);
        return this with { Note = clean.Note, Failure = clean.Failure };
    }
}
