using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Fridge.Rollout.Status;

/// <summary>The gauge <c>status</c> of the taxi job's <c>counts</c>, as <c>workloads/taxi/README.md</c> describes it: one consistent instant.</summary>
public sealed record RidesStatus
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    [JsonPropertyName("total")]
    public required long Total { get; init; }

    [JsonPropertyName("unlocated")]
    public long Unlocated { get; init; }

    [JsonPropertyName("malformed")]
    public long Malformed { get; init; }

    [JsonPropertyName("gaps")]
    public long Gaps { get; init; }

    [JsonPropertyName("duplicates")]
    public long Duplicates { get; init; }

    [JsonPropertyName("restoredFrom")]
    public long? RestoredFrom { get; init; }

    [JsonPropertyName("places")]
    public ImmutableSortedDictionary<string, long> Places { get; init; } = ImmutableSortedDictionary<string, long>.Empty;

    [JsonPropertyName("positions")]
    public ImmutableSortedDictionary<string, RidePosition> Positions { get; init; } = ImmutableSortedDictionary<string, RidePosition>.Empty;

    /// <summary>Oldest first.</summary>
    [JsonPropertyName("lastRides")]
    public ImmutableArray<Ride> LastRides { get; init; } = [];

    /// <summary>None lost, none twice: every row that the sources gave is in exactly one count.</summary>
    [JsonIgnore]
    public bool Adds => Gaps == 0 && Duplicates == 0
        && Total == Places.Values.Sum() + Unlocated + Malformed
        && Total == Positions.Values.Sum(position => position.Next);

    /// <returns>Null: not that JSON.</returns>
    public static RidesStatus? Parse(string? text)
    {
        if (string.IsNullOrEmpty(text))
            return null;
        try
        {
            return JsonSerializer.Deserialize<RidesStatus>(text, Json);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

/// <param name="Next">Rows that the file has given over all laps.</param>
public sealed record RidePosition([property: JsonPropertyName("next")] long Next);

/// <param name="Name">File and line.</param>
/// <param name="Start">New York's local time, as the job writes it.</param>
/// <param name="Kilometres">To the place, on the great circle.</param>
public sealed record Ride(
    [property: JsonPropertyName("ride")] string Name,
    [property: JsonPropertyName("start")] string Start,
    [property: JsonPropertyName("place")] string Place,
    [property: JsonPropertyName("km")] double Kilometres);
