using System.Text.Json.Serialization;

namespace Fridge.Engine;

/// <summary>
/// Something that a screen, a log or a program should know, in the order in which it happened: a line of <c>--json</c>
/// (<see cref="EventJson"/>; <c>docs/json.md</c>). This type itself is an event that a newer version wrote and this one doesn't know.
/// </summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "event", IgnoreUnrecognizedTypeDiscriminators = true)]
[JsonDerivedType(typeof(RunStarted), "runStarted")]
[JsonDerivedType(typeof(PlanShown), "plan")]
[JsonDerivedType(typeof(TargetStarted), "targetStarted")]
[JsonDerivedType(typeof(Message), "message")]
[JsonDerivedType(typeof(TableShown), "table")]
[JsonDerivedType(typeof(Progress), "progress")]
[JsonDerivedType(typeof(ChangesPlanned), "changes")]
[JsonDerivedType(typeof(DataPublished), "data")]
[JsonDerivedType(typeof(TargetFinished), "targetFinished")]
[JsonDerivedType(typeof(RunFinished), "runFinished")]
public record RunEvent
{
    /// <summary>Raised when a field is taken away or means something else; one more field or event leaves it as it is.</summary>
    public const int CurrentSchema = 1;

    /// <summary>The version of the format in which the event is written.</summary>
    [JsonPropertyOrder(-2)]
    public int Schema { get; init; } = CurrentSchema;

    /// <summary>UTC.</summary>
    [JsonPropertyOrder(-1)]
    public DateTimeOffset At { get; init; }

    /// <summary>Without secrets.</summary>
    internal virtual RunEvent Map(Func<string, string> redact) => this;
}
