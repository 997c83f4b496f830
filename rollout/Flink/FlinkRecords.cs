using System.Text.Json.Serialization;

namespace Fridge.Rollout.Flink;

/// <summary><c>GET /overview</c>.</summary>
public sealed record FlinkOverview(
    [property: JsonPropertyName("taskmanagers")] int TaskManagers,
    [property: JsonPropertyName("slots-total")] int SlotsTotal,
    [property: JsonPropertyName("slots-available")] int SlotsAvailable,
    [property: JsonPropertyName("flink-version")] string Version);

/// <summary><c>GET /jobs/overview</c>.</summary>
internal sealed record FlinkJobs([property: JsonPropertyName("jobs")] IReadOnlyList<FlinkJobSummary> Jobs);

/// <param name="DurationMilliseconds">Since the job was submitted to this JobManager.</param>
public sealed record FlinkJobSummary(
    [property: JsonPropertyName("jid")] string Id,
    [property: JsonPropertyName("name")] string Name,
    [property: JsonPropertyName("state")] string State,
    [property: JsonPropertyName("duration")] long DurationMilliseconds);

/// <summary><c>GET /jobs/:id</c>.</summary>
public sealed record FlinkJob(
    [property: JsonPropertyName("jid")] string Id,
    [property: JsonPropertyName("name")] string Name,
    [property: JsonPropertyName("state")] string State,
    [property: JsonPropertyName("duration")] long DurationMilliseconds,
    [property: JsonPropertyName("vertices")] IReadOnlyList<FlinkVertex> Vertices);

public sealed record FlinkVertex(
    [property: JsonPropertyName("id")] string Id,
    [property: JsonPropertyName("name")] string Name,
    [property: JsonPropertyName("parallelism")] int Parallelism,
    [property: JsonPropertyName("status")] string Status,
    [property: JsonPropertyName("metrics")] FlinkVertexMetrics Metrics)
{
    public bool IsSource => Name.StartsWith("Source", StringComparison.Ordinal);
}

/// <summary>Records between vertices: a source reads none and a sink writes none.</summary>
public sealed record FlinkVertexMetrics(
    [property: JsonPropertyName("read-records")] long ReadRecords,
    [property: JsonPropertyName("write-records")] long WriteRecords);

/// <summary><c>GET /jobs/:id/checkpoints</c>.</summary>
public sealed record FlinkCheckpoints(
    [property: JsonPropertyName("counts")] FlinkCheckpointCounts Counts,
    [property: JsonPropertyName("latest")] FlinkLatestCheckpoints Latest);

public sealed record FlinkCheckpointCounts(
    [property: JsonPropertyName("completed")] int Completed,
    [property: JsonPropertyName("failed")] int Failed,
    [property: JsonPropertyName("restored")] int Restored);

public sealed record FlinkLatestCheckpoints(
    [property: JsonPropertyName("completed")] FlinkCheckpoint? Completed,
    [property: JsonPropertyName("restored")] FlinkCheckpoint? Restored);

/// <param name="Path">Where it lies; of one in the JobManager's memory, words that are no address.</param>
public sealed record FlinkCheckpoint(
    [property: JsonPropertyName("id")] long Id,
    [property: JsonPropertyName("external_path")] string? Path = null);

/// <summary><c>GET /jobs/:id/exceptions</c>.</summary>
internal sealed record FlinkExceptions([property: JsonPropertyName("exceptionHistory")] FlinkExceptionHistory History);

internal sealed record FlinkExceptionHistory([property: JsonPropertyName("entries")] IReadOnlyList<FlinkException> Entries);

public sealed record FlinkException(
    [property: JsonPropertyName("exceptionName")] string Name,
    [property: JsonPropertyName("stacktrace")] string StackTrace);

/// <summary><c>GET /taskmanagers</c>.</summary>
internal sealed record FlinkTaskManagers(
    [property: JsonPropertyName("taskmanagers")] IReadOnlyList<FlinkTaskManager> TaskManagers);

public sealed record FlinkTaskManager(
    [property: JsonPropertyName("id")] string Id,
    [property: JsonPropertyName("slotsNumber")] int Slots,
    [property: JsonPropertyName("freeSlots")] int FreeSlots,
    [property: JsonPropertyName("memoryConfiguration")] FlinkTaskManagerMemory Memory);

/// <summary>Bytes.</summary>
public sealed record FlinkTaskManagerMemory([property: JsonPropertyName("totalProcessMemory")] long? TotalProcess);

/// <summary>An entry of <c>GET /jobmanager/config</c>.</summary>
public sealed record FlinkSetting(
    [property: JsonPropertyName("key")] string Key,
    [property: JsonPropertyName("value")] string Value)
{
    /// <summary>Flink shows secrets so.</summary>
    public bool IsHidden => Value == "******";
}

/// <summary><c>GET /jobmanager/environment</c>.</summary>
public sealed record FlinkEnvironment([property: JsonPropertyName("jvm")] FlinkJvm Jvm);

/// <param name="Options">The flags that the JVM was really started with.</param>
public sealed record FlinkJvm(
    [property: JsonPropertyName("version")] string Version,
    [property: JsonPropertyName("arch")] string Architecture,
    [property: JsonPropertyName("options")] IReadOnlyList<string> Options);

/// <summary>An entry of a <c>…/metrics</c> answer; with <c>?get=</c> it has a value, which is text whatever it measures.</summary>
public sealed record FlinkMetric(
    [property: JsonPropertyName("id")] string Id,
    [property: JsonPropertyName("value")] string? Value = null);
