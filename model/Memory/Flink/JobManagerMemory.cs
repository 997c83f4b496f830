namespace Fridge.Model.Memory;

internal sealed record JobManagerParts(MemorySize Heap, MemorySize OffHeap);

/// <summary>The JobManager's side of Flink's model (<c>JobManagerFlinkMemoryUtils</c>, <c>JobManagerProcessUtils</c> of Flink 1.20).</summary>
internal sealed class JobManagerMemory : IFlinkMemoryRules<JobManagerParts>
{
    private const string HeapKey = "jobmanager.memory.heap.size";
    private const string OffHeapKey = "jobmanager.memory.off-heap.size";
    private const string DirectLimitKey = "jobmanager.memory.enable-jvm-direct-memory-limit";
    private const string Consistent = "Please, make the configuration consistent or configure only one option: either JVM Heap or Total Flink Memory.";

    public ProcessKeys Keys { get; } = new("jobmanager");

    public string[] FineGrainedKeys => [HeapKey];

    public static ProcessMemory Calculate(FlinkOptions options)
    {
        var derived = ProcessDerivation.Derive(options, new JobManagerMemory());
        var (heap, offHeap) = (derived.Parts.Heap.Bytes, derived.Parts.OffHeap.Bytes);
        string[] direct = options.Flag(DirectLimitKey) ? [$"-XX:MaxDirectMemorySize={offHeap}"] : [];
        return new()
        {
            TotalProcess = derived.TotalFlink + derived.Metaspace + derived.Overhead,
            TotalFlink = derived.TotalFlink,
            Heap = derived.Parts.Heap,
            Direct = derived.Parts.OffHeap,
            Metaspace = derived.Metaspace,
            Overhead = derived.Overhead,
            JvmFlags = [$"-Xmx{heap}", $"-Xms{heap}", .. direct, $"-XX:MaxMetaspaceSize={derived.Metaspace.Bytes}"],
            DynamicOptions = DynamicOptions(derived),
        };
    }

    public MemorySize TotalOf(JobManagerParts parts) => parts.Heap + parts.OffHeap;

    public JobManagerParts FromTotal(FlinkOptions options, MemorySize totalFlink)
    {
        var offHeap = OffHeap(options);
        return totalFlink > offHeap
            ? new(totalFlink - offHeap, offHeap)
            : throw options.Refuse($"The configured Total Flink Memory ({FlinkText.Human(totalFlink)}) is less than the configured Off-heap Memory ({FlinkText.Human(offHeap)}).");
    }

    /// <summary>With the total also given, an off-heap size that was not asked for yields to the heap.</summary>
    public JobManagerParts FromFineGrained(FlinkOptions options)
    {
        var (heap, offHeap) = (options.Size(HeapKey), OffHeap(options));
        if (!options.Has(Keys.FlinkSize))
            return new(heap, offHeap);
        var total = options.Size(Keys.FlinkSize);
        if (options.Has(OffHeapKey))
        {
            return heap + offHeap == total
                ? new(heap, offHeap)
                : throw options.Refuse($"Sum of the configured JVM Heap Memory ({FlinkText.Human(heap)}) and the configured Off-heap Memory ({FlinkText.Human(offHeap)}) does not match the configured Total Flink Memory ({FlinkText.Human(total)}). {Consistent}");
        }

        return heap <= total
            ? new(heap, total - heap)
            : throw options.Refuse($"The configured JVM Heap Memory ({FlinkText.Human(heap)}) exceeds the configured Total Flink Memory ({FlinkText.Human(total)}). {Consistent}");
    }

    private static MemorySize OffHeap(FlinkOptions options) => options.Size(OffHeapKey, MemorySize.Mebibytes(128));

    /// <summary>In the order of the Java hash map that Flink prints.</summary>
    private static System.Collections.Immutable.ImmutableArray<KeyValuePair<string, string>> DynamicOptions(DerivedProcess<JobManagerParts> derived) =>
    [
        new(OffHeapKey, FlinkText.Option(derived.Parts.OffHeap)),
        new("jobmanager.memory.jvm-overhead.min", FlinkText.Option(derived.Overhead)),
        new("jobmanager.memory.jvm-metaspace.size", FlinkText.Option(derived.Metaspace)),
        new(HeapKey, FlinkText.Option(derived.Parts.Heap)),
        new("jobmanager.memory.jvm-overhead.max", FlinkText.Option(derived.Overhead)),
    ];
}
