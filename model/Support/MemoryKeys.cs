using System.Collections.Immutable;

namespace Fridge.Model;

/// <summary>The memory keys of Flink 1.20 (<c>TaskManagerOptions</c>, <c>JobManagerOptions</c>): a misspelt one would be ignored by Flink, silently.</summary>
internal static class MemoryKeys
{
    private static readonly string[] Common =
        ["flink.size", "process.size", "jvm-metaspace.size", "jvm-overhead.min", "jvm-overhead.max", "jvm-overhead.fraction"];

    private static readonly string[] JobManager = ["heap.size", "off-heap.size", "enable-jvm-direct-memory-limit"];

    private static readonly string[] TaskManager =
    [
        "framework.heap.size", "framework.off-heap.size", "framework.off-heap.batch-shuffle.size", "task.heap.size", "task.off-heap.size",
        "managed.size", "managed.fraction", "managed.consumer-weights", "network.min", "network.max", "network.fraction",
        "segment-size", "min-segment-size",
    ];

    public static readonly ImmutableArray<string> All =
    [
        .. Common.Concat(JobManager).Select(key => $"jobmanager.memory.{key}"),
        .. Common.Concat(TaskManager).Select(key => $"taskmanager.memory.{key}"),
    ];

    public static bool IsUnknown(string key) =>
        (key.StartsWith("jobmanager.memory.", StringComparison.Ordinal) || key.StartsWith("taskmanager.memory.", StringComparison.Ordinal)) && !All.Contains(key);
}
