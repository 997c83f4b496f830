using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Fridge.Rollout.Releases;

namespace Fridge.Rollout.Status;

/// <summary>What <c>Status</c> and the end of <c>Deploy</c> show, and what they publish with <c>--json</c> (<c>docs/schemas/status.schema.json</c>).</summary>
public sealed record ClusterStatus
{
    public required string Cluster { get; init; }

    /// <summary>False: the cluster runs no workload of it.</summary>
    public required bool HasStack { get; init; }

    public required ImmutableArray<NodeStatus> Nodes { get; init; }

    public required ImmutableArray<TaskStatus> Tasks { get; init; }

    /// <summary>Null: a session cluster without jobs, or Flink doesn't answer.</summary>
    public JobStatus? Job { get; init; }

    /// <summary>What keeps Flink from answering; null: it answers.</summary>
    public string? FlinkProblem { get; init; }

    /// <summary>The newest that the cluster remembers; null: none, or only releases from before they had numbers.</summary>
    public ReleaseStatus? LastRelease { get; init; }
}

/// <param name="State"><c>done</c>, <c>failed</c>, <c>refused</c> or <c>interrupted</c>.</param>
/// <param name="At">When it began, by the clock of the machine that began it.</param>
/// <param name="By">User and host.</param>
/// <param name="Commit">Of the checkout that it was rendered from; null: not known.</param>
/// <param name="Reapplies">The number of the release that it applied again; null: it was rendered anew.</param>
public sealed record ReleaseStatus(int Number, string State, DateTimeOffset At, string By, string? Commit, bool IsDirty, int? Reapplies)
{
    public static ReleaseStatus Of(Release release) => new(
        release.Number, release.State, release.Intent.At, release.Intent.Origin.By, release.Intent.Origin.Commit, release.Intent.Origin.IsDirty, release.Intent.Reapplies);
}

/// <param name="State"><c>ready</c>, <c>down</c>, …</param>
/// <param name="Availability"><c>active</c>, <c>drain</c>, <c>pause</c>.</param>
/// <param name="EngineMemoryBytes">What the engine takes for the node's memory.</param>
/// <param name="Problem">Why its engine couldn't be asked; null: it could.</param>
public sealed record NodeStatus(
    string Name, string State, string Availability, bool IsManager, long EngineMemoryBytes, string EngineVersion, string? Problem);

/// <summary>A service's task that runs or should.</summary>
/// <param name="MemoryBytes">Of its container, page cache that could be given back left out; null: not known.</param>
/// <param name="LimitBytes">Null: none, or not enforced.</param>
public sealed record TaskStatus(string Service, string? Node, string State, long? MemoryBytes, long? LimitBytes, string? Problem);

/// <param name="Running">For how long, in this execution.</param>
/// <param name="RecordsIn">What its sources gave.</param>
/// <param name="RecordsOut">What came to its last vertices.</param>
/// <param name="LastCheckpoint">Id of the newest completed one.</param>
/// <param name="RestoredFrom">Id of the checkpoint that this execution began from.</param>
/// <param name="Metrics">What the cluster file wants to be shown of it, in that order.</param>
public sealed record JobStatus(
    string Id,
    string Name,
    string State,
    [property: JsonPropertyName("runningSeconds")] TimeSpan Running,
    long RecordsIn,
    long RecordsOut,
    int Checkpoints,
    long? LastCheckpoint,
    long? RestoredFrom,
    ImmutableArray<JobMetric> Metrics)
{
    /// <summary>Where the newest completed checkpoint lies; null: there is none, or it is in the JobManager's memory.</summary>
    public string? CheckpointPath { get; init; }

    /// <summary>It is in a state that Flink takes no job out of.</summary>
    [JsonIgnore]
    public bool IsOver => State is "FINISHED" or "FAILED" or "CANCELED" or "SUSPENDED";
}

