using System.Collections.Immutable;

namespace Fridge.Model;

/// <summary>Flink's options for checkpoints and savepoints in a file system, whichever it is.</summary>
internal static class FileSystemState
{
    /// <summary>What is retained outlives the JobManager: without, it deletes its checkpoints as it ends.</summary>
    /// <param name="root">As Flink writes it: <c>s3://bucket</c>, <c>file:///mnt/flink</c>.</param>
    public static ImmutableArray<KeyValuePair<string, string>> Options(string root) =>
    [
        new("execution.checkpointing.storage", "filesystem"),
        new("execution.checkpointing.dir", $"{root}/checkpoints"),
        new("execution.checkpointing.savepoint-dir", $"{root}/savepoints"),
        new("execution.checkpointing.externalized-checkpoint-retention", "RETAIN_ON_CANCELLATION"),
    ];
}
