using System.Text.Json.Serialization;

namespace Fridge.Engine;

public enum MessageLevel
{
    /// <summary>For the run log, and a verbose screen.</summary>
    Detail,
    Info,
    Warning,
}

/// <summary>A line, or several, for people.</summary>
/// <param name="Target">Null for a word of the engine itself.</param>
public sealed record Message(string? Target, MessageLevel Level, string Text) : RunEvent
{
    /// <summary>False for output without an end, such as a service's log: it is shown and not stored.</summary>
    [JsonIgnore]
    internal bool IsKept { get; init; } = true;

    internal override RunEvent Map(Func<string, string> redact) => this with { Text = redact(Text) };
}
