using System.Collections.Immutable;
using System.Text.Json;

namespace Fridge.Tests.Workloads;

/// <summary>The gauge <c>0.counts.status</c>, as workloads/taxi/README.md describes it.</summary>
public sealed record TaxiStatus(
    long Total,
    long Rides,
    long Unlocated,
    long Malformed,
    long Millimetres,
    long Gaps,
    long Duplicates,
    long? RestoredFrom,
    ImmutableArray<CheckpointTotal> Checkpoints,
    ImmutableDictionary<string, long> Places,
    ImmutableDictionary<string, CountedFile> Positions,
    ImmutableArray<LastRide> LastRides,
    ImmutableArray<LastRejected> LastRejected)
{
    public static JsonSerializerOptions Json { get; } = new(JsonSerializerDefaults.Web) { RespectRequiredConstructorParameters = true };
}

public sealed record CheckpointTotal(long Id, long Total);

/// <param name="Next">The sequence that must come next: how many rows were counted.</param>
public sealed record CountedFile(long Lap, int Line, long Next);

public sealed record LastRide(string Ride, long Lap, string Start, string Place, double Km);

public sealed record LastRejected(string Ride, long Lap, string Kind, string Problem, string Text);

/// <summary>The gauge <c>I.Source__rides.position</c> of one reader.</summary>
public sealed record ReaderPosition(int Subtask, long Total, ImmutableArray<CheckpointTotal> Checkpoints, ImmutableDictionary<string, long> Files);
