using System.Text.Json.Serialization;

namespace Fridge.Engine;

/// <summary>How far a long piece of work is.</summary>
/// <param name="Item">Tells pieces of equal titles apart; a number of this run.</param>
/// <param name="Total">In the unit; null while unknown.</param>
/// <param name="Elapsed">Since the piece of work began.</param>
/// <param name="Finished">The last word about this piece.</param>
public sealed record Progress(
    string Target,
    int Item,
    string Title,
    ProgressUnit Unit,
    long Done,
    long? Total,
    [property: JsonPropertyName("seconds")] TimeSpan Elapsed,
    bool Finished = false) : RunEvent
{
    /// <summary>By the mean rate since the beginning; null while nothing can be said.</summary>
    [JsonPropertyName("secondsLeft")]
    public TimeSpan? Left => Total > Done && Done > 0 ? Elapsed * ((double)(Total.Value - Done) / Done) : null;

    internal override RunEvent Map(Func<string, string> redact) => this with { Title = redact(Title) };
}
