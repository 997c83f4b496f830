using System.Collections.Immutable;
using Fridge.Model.Memory;

namespace Fridge.Model;

/// <summary>
/// Fridge's defaults for processes below <see cref="Small"/>. Flink's own are made for servers: with them a JobManager needs 577 MiB and a
/// TaskManager 982 MiB before they accept their memory at all. A person's key in <c>flink.config</c> always wins.
/// </summary>
public static class MemoryDefaults
{
    /// <summary>From here on Flink's own defaults leave a usable heap.</summary>
    public static readonly MemorySize Small = MemorySize.Mebibytes(1024);

    private const string Metaspace = "Flink reserves 256m; its classes and a job's fill some 70-100m, and a small board has none to spare";
    private const string Overhead = "Flink keeps at least 192m for stacks, code cache and the collector; serial collection, few threads and one malloc arena need a third";
    private const string FrameworkHeap = "Flink's 128m for its own objects are meant for many tasks; heap not used by them is the tasks' all the same";
    private const string FrameworkOffHeap = "Flink's 128m hold 64m of read buffers for batch shuffles and netty's; a streaming job needs the latter";
    private const string NetworkMin = "Flink takes 64m at least; a job of few slots needs some hundred buffers of 32k";
    private const string NetworkMax = "so that the heap gets what the buffers of a small job never use";
    private const string JobManagerOffHeap = "Flink's 128m are meant for many TaskManagers' connections";
    private const string Managed = "nothing uses managed memory on the hashmap backend in streaming mode, and RocksDB has no library for 32-bit ARM";

    /// <summary>Those that apply to this cluster, in the order of Flink's documentation.</summary>
    public static ImmutableArray<MemoryDefault> For(Cluster cluster) => For(cluster.Flink);

    internal static ImmutableArray<MemoryDefault> For(FlinkSettings flink) =>
    [
        .. JobManager(flink.JobManager.Memory).Where(each => !flink.Config.ContainsKey(each.Key)),
        .. TaskManager(flink.TaskManager.Memory, flink.Config).Where(each => !flink.Config.ContainsKey(each.Key)),
    ];

    private static IEnumerable<MemoryDefault> JobManager(MemorySize process)
    {
        if (process >= Small)
            return [];
        return
        [
            new("jobmanager.memory.off-heap.size", "64m", JobManagerOffHeap),
            new("jobmanager.memory.jvm-metaspace.size", "128m", Metaspace),
            new("jobmanager.memory.jvm-overhead.min", "64m", Overhead),
        ];
    }

    private static IEnumerable<MemoryDefault> TaskManager(MemorySize process, ImmutableSortedDictionary<string, string> config)
    {
        if (!UsesManagedMemory(config))
            yield return new(TaskManagerMemory.ManagedKey, "0b", Managed);
        if (process >= Small)
            yield break;
        yield return new(TaskManagerMemory.FrameworkHeapKey, "64m", FrameworkHeap);
        yield return new(TaskManagerMemory.FrameworkOffHeapKey, "64m", FrameworkOffHeap);
        yield return new(TaskManagerMemory.NetworkMinKey, "16m", NetworkMin);
        if (!NetworkIsDivided(config))
            yield return new(TaskManagerMemory.NetworkMaxKey, "32m", NetworkMax);
        yield return new("taskmanager.memory.jvm-metaspace.size", "128m", Metaspace);
        yield return new("taskmanager.memory.jvm-overhead.min", "64m", Overhead);
    }

    /// <summary>A bound of our own would contradict a person's minimum, or a network memory that is the rest of his sum.</summary>
    private static bool NetworkIsDivided(ImmutableSortedDictionary<string, string> config) =>
        config.ContainsKey(TaskManagerMemory.NetworkMinKey)
        || config.ContainsKey(TaskManagerMemory.TaskHeapKey)
        || config.ContainsKey("taskmanager.memory.flink.size");

    private static bool UsesManagedMemory(ImmutableSortedDictionary<string, string> config) =>
        config.ContainsKey(TaskManagerMemory.ManagedFractionKey)
        || string.Equals(config.GetValueOrDefault("execution.runtime-mode"), "batch", StringComparison.OrdinalIgnoreCase)
        || StateBackend.IsRocksDb(config);
}

/// <summary>A memory key that Fridge sets where the cluster file doesn't, because Flink's own default does not suit the board.</summary>
/// <param name="Key">Flink's key.</param>
/// <param name="Value">As in Flink's configuration.</param>
/// <param name="Reason">Why Flink's default isn't taken.</param>
public sealed record MemoryDefault(string Key, string Value, string Reason);
