namespace Fridge.Model.Memory;

internal sealed record TaskManagerParts
{
    public required MemorySize FrameworkHeap { get; init; }

    public required MemorySize FrameworkOffHeap { get; init; }

    public required MemorySize TaskHeap { get; init; }

    public required MemorySize TaskOffHeap { get; init; }

    public required MemorySize Network { get; init; }

    public required MemorySize Managed { get; init; }

    public MemorySize Heap => FrameworkHeap + TaskHeap;

    public MemorySize Direct => FrameworkOffHeap + TaskOffHeap + Network;
}

/// <summary>The TaskManager's side of Flink's model (<c>TaskExecutorFlinkMemoryUtils</c> of Flink 1.20).</summary>
internal sealed class TaskManagerMemory : IFlinkMemoryRules<TaskManagerParts>
{
    public const string FrameworkHeapKey = "taskmanager.memory.framework.heap.size";
    public const string FrameworkOffHeapKey = "taskmanager.memory.framework.off-heap.size";
    public const string TaskHeapKey = "taskmanager.memory.task.heap.size";
    public const string TaskOffHeapKey = "taskmanager.memory.task.off-heap.size";
    public const string ManagedKey = "taskmanager.memory.managed.size";
    public const string ManagedFractionKey = "taskmanager.memory.managed.fraction";
    public const string NetworkMinKey = "taskmanager.memory.network.min";
    public const string NetworkMaxKey = "taskmanager.memory.network.max";
    public const string NetworkFractionKey = "taskmanager.memory.network.fraction";

    private static readonly MemorySize DefaultFramework = MemorySize.Mebibytes(128);

    public ProcessKeys Keys { get; } = new("taskmanager");

    public string[] FineGrainedKeys => [TaskHeapKey, ManagedKey];

    public MemorySize TotalOf(TaskManagerParts parts) => parts.Heap + parts.Direct + parts.Managed;

    public TaskManagerParts FromFineGrained(FlinkOptions options)
    {
        var taskHeap = options.Size(TaskHeapKey);
        var managed = options.Size(ManagedKey);
        var parts = Configured(options) with { TaskHeap = taskHeap, Managed = managed };
        return options.Has(Keys.FlinkSize)
            ? parts with { Network = NetworkRest(options, parts, options.Size(Keys.FlinkSize)) }
            : parts with { Network = NetworkRange(options).BesideOf(TotalOf(parts), options) };
    }

    public TaskManagerParts FromTotal(FlinkOptions options, MemorySize totalFlink)
    {
        var parts = Configured(options);
        if (options.Has(TaskHeapKey))
        {
            parts = parts with { TaskHeap = options.Size(TaskHeapKey), Managed = Managed(options, totalFlink) };
            return parts with { Network = NetworkRest(options, parts, totalFlink) };
        }

        parts = parts with { Managed = Managed(options, totalFlink), Network = NetworkRange(options).Of(totalFlink, options) };
        if (TotalOf(parts) > totalFlink)
            throw options.Refuse($"Sum of configured {Frameworks(parts)}, Task Off-Heap Memory ({FlinkText.Human(parts.TaskOffHeap)}), Managed Memory ({FlinkText.Human(parts.Managed)}) and Network Memory ({FlinkText.Human(parts.Network)}) exceed configured Total Flink Memory ({FlinkText.Human(totalFlink)}).");
        return parts with { TaskHeap = totalFlink - TotalOf(parts) };
    }

    /// <summary>The parts that are never derived; the others are zero until they are.</summary>
    private static TaskManagerParts Configured(FlinkOptions options) => new()
    {
        FrameworkHeap = options.Size(FrameworkHeapKey, DefaultFramework),
        FrameworkOffHeap = options.Size(FrameworkOffHeapKey, DefaultFramework),
        TaskOffHeap = options.Size(TaskOffHeapKey, MemorySize.Zero),
        TaskHeap = MemorySize.Zero,
        Network = MemorySize.Zero,
        Managed = MemorySize.Zero,
    };

    private static MemorySize Managed(FlinkOptions options, MemorySize totalFlink) => options.Has(ManagedKey)
        ? options.Size(ManagedKey)
        : RangeFraction.Of(options, ManagedFractionKey, MemorySize.Zero, MemorySize.Max, options.Fraction(ManagedFractionKey, 0.4f)).Of(totalFlink, options);

    /// <summary>The network memory is what is left of the total, and must be in its range.</summary>
    private MemorySize NetworkRest(FlinkOptions options, TaskManagerParts parts, MemorySize totalFlink)
    {
        if (TotalOf(parts) > totalFlink)
            throw options.Refuse($"Sum of configured {Frameworks(parts)}, Task Heap Memory ({FlinkText.Human(parts.TaskHeap)}), Task Off-Heap Memory ({FlinkText.Human(parts.TaskOffHeap)}) and Managed Memory ({FlinkText.Human(parts.Managed)}) exceed configured Total Flink Memory ({FlinkText.Human(totalFlink)}).");
        var network = totalFlink - TotalOf(parts);
        var range = NetworkRange(options);
        return range.Contains(network)
            ? network
            : throw options.Refuse($"Derived Network Memory size ({FlinkText.Human(network)}) is not in configured Network Memory range {range.Bounds}.");
    }

    private static RangeFraction NetworkRange(FlinkOptions options) => RangeFraction.Of(
        options,
        NetworkFractionKey,
        options.Size(NetworkMinKey, MemorySize.Mebibytes(64)),
        options.Size(NetworkMaxKey, MemorySize.Max),
        options.Fraction(NetworkFractionKey, 0.1f));

    private static string Frameworks(TaskManagerParts parts) =>
        $"Framework Heap Memory ({FlinkText.Human(parts.FrameworkHeap)}), Framework Off-Heap Memory ({FlinkText.Human(parts.FrameworkOffHeap)})";
}
