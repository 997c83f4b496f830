using System.Collections.Immutable;
using System.Globalization;

namespace Fridge.Model.Memory;

/// <summary>What a TaskManager is started with (<c>TaskExecutorProcessUtils</c> of Flink 1.20).</summary>
internal static class TaskManagerProcess
{
    private const string CoresKey = "taskmanager.cpu.cores";
    private const string SlotsKey = "taskmanager.numberOfTaskSlots";

    public static ProcessMemory Calculate(FlinkOptions options)
    {
        var derived = ProcessDerivation.Derive(options, new TaskManagerMemory());
        var (heap, direct) = (derived.Parts.Heap.Bytes, derived.Parts.Direct.Bytes);
        return new()
        {
            TotalProcess = derived.TotalFlink + derived.Metaspace + derived.Overhead,
            TotalFlink = derived.TotalFlink,
            Heap = derived.Parts.Heap,
            Direct = derived.Parts.Direct,
            Managed = derived.Parts.Managed,
            Network = derived.Parts.Network,
            Metaspace = derived.Metaspace,
            Overhead = derived.Overhead,
            JvmFlags = [$"-Xmx{heap}", $"-Xms{heap}", $"-XX:MaxDirectMemorySize={direct}", $"-XX:MaxMetaspaceSize={derived.Metaspace.Bytes}"],
            DynamicOptions = DynamicOptions(options, derived),
        };
    }

    /// <summary>In the order of the Java hash map that Flink prints.</summary>
    private static ImmutableArray<KeyValuePair<string, string>> DynamicOptions(FlinkOptions options, DerivedProcess<TaskManagerParts> derived)
    {
        var slots = (int)options.Number(SlotsKey, 1);
        return
        [
            new(TaskManagerMemory.NetworkMinKey, FlinkText.Option(derived.Parts.Network)),
            new(CoresKey, Cores(options, slots)),
            new(TaskManagerMemory.TaskOffHeapKey, FlinkText.Option(derived.Parts.TaskOffHeap)),
            new("taskmanager.memory.jvm-metaspace.size", FlinkText.Option(derived.Metaspace)),
            new("external-resources", "none"),
            new("taskmanager.memory.jvm-overhead.min", FlinkText.Option(derived.Overhead)),
            new(TaskManagerMemory.FrameworkOffHeapKey, FlinkText.Option(derived.Parts.FrameworkOffHeap)),
            new(TaskManagerMemory.NetworkMaxKey, FlinkText.Option(derived.Parts.Network)),
            new(TaskManagerMemory.FrameworkHeapKey, FlinkText.Option(derived.Parts.FrameworkHeap)),
            new(TaskManagerMemory.ManagedKey, FlinkText.Option(derived.Parts.Managed)),
            new(TaskManagerMemory.TaskHeapKey, FlinkText.Option(derived.Parts.TaskHeap)),
            new(SlotsKey, slots.ToString(CultureInfo.InvariantCulture)),
            new("taskmanager.memory.jvm-overhead.max", FlinkText.Option(derived.Overhead)),
        ];
    }

    private static string Cores(FlinkOptions options, int slots)
    {
        var cores = options.Number(CoresKey, slots);
        return cores > 0
            ? FlinkText.Double(cores)
            : throw options.Refuse($"TaskExecutors need to be started with a positive number of CPU cores. Please configure {CoresKey} accordingly.");
    }
}
