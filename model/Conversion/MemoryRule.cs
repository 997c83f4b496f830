using System.Collections.Immutable;
using System.Globalization;
using Fridge.Model.Keys;

namespace Fridge.Model.Conversion;

/// <summary>Sizes of Flink's processes. In a cluster file the whole process counts, since a board's RAM is what there is.</summary>
internal static class MemoryRule
{
    private const string JobManagerHeap = "until Flink 1.10 the JobManager's JVM heap, today jobmanager.memory.heap.size";
    private const string TaskManagerHeap = "until Flink 1.9 the whole TaskManager except the JVM's own memory, not only its heap; today taskmanager.memory.flink.size";
    private const string AllButTheJvm = "the whole process except the JVM's own memory";
    private const string OffHeapKey = "jobmanager.memory.off-heap.size";
    private const string SegmentSize = "taskmanager.memory.segment-size";

    /// <param name="key">By today's name.</param>
    public static Outcome? Apply(ConfEntry entry, string key, ConversionContext context) => key switch
    {
        "jobmanager.memory.process.size" => Process(ProcessSide.JobManager, entry, context),
        "taskmanager.memory.process.size" => Process(ProcessSide.TaskManager, entry, context),
        "jobmanager.heap.size" or "jobmanager.heap.mb" => Heap(ProcessSide.JobManager, entry, context, JobManagerHeap, parts => parts.Heap),
        "taskmanager.heap.size" or "taskmanager.heap.mb" => Heap(ProcessSide.TaskManager, entry, context, TaskManagerHeap, parts => parts.TotalFlink),
        "jobmanager.memory.flink.size" when context.Has(ProcessSide.JobManager.ProcessSize) => BesideProcess(ProcessSide.JobManager, entry, context, FlinkMemoryModel.JobManager),
        "taskmanager.memory.flink.size" when context.Has(ProcessSide.TaskManager.ProcessSize) => BesideProcess(ProcessSide.TaskManager, entry, context, FlinkMemoryModel.TaskManager),
        "jobmanager.memory.flink.size" => Part(ProcessSide.JobManager, entry, context, AllButTheJvm, parts => parts.TotalFlink),
        "taskmanager.memory.flink.size" => Part(ProcessSide.TaskManager, entry, context, AllButTheJvm, parts => parts.TotalFlink),
        "jobmanager.memory.heap.size" when context.Has(ProcessSide.JobManager.FlinkSize) => HeapBesideFlink(entry, context),
        "jobmanager.memory.heap.size" => Part(ProcessSide.JobManager, entry, context, "the JVM's heap", parts => parts.Heap),
        "taskmanager.memory.task.heap.size" => TaskHeap(entry, context),
        "taskmanager.network.numberOfBuffers" => Buffers(entry, context),
        "taskmanager.memory.managed.size" or "taskmanager.memory.managed.fraction" => Managed(entry, context),
        _ => null,
    };

    /// <summary>What the plan is calculated with: the file's memory options that it keeps.</summary>
    public static ImmutableSortedDictionary<string, string> Config(ConversionContext context) => context.Entries.Values
        .SelectMany(entry => FlinkKeys.Today(entry.Key).Select(name => (name, entry)))
        .Where(pair => MemoryKeys.All.Contains(pair.name) && !IsTotal(pair.name) && !(context.HasArm32 && IsManaged(pair.name)))
        .GroupBy(pair => pair.name)
        .ToImmutableSortedDictionary(group => group.Key, group => Sized(group.Last().entry), StringComparer.Ordinal)
        .SetItems(Derived(context));

    /// <summary>What other options come to: buffers are a size, and a heap beside a total leaves what is off it.</summary>
    private static ImmutableSortedDictionary<string, string> Derived(ConversionContext context)
    {
        var derived = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        if (!HasNetwork(context) && int.TryParse(context.Value("taskmanager.network.numberOfBuffers"), NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count > 0)
            derived["taskmanager.memory.network.min"] = derived["taskmanager.memory.network.max"] = OfBuffers(count, context).ToConfig();
        if (OffHeap(context) is { } offHeap)
            derived[OffHeapKey] = offHeap.ToConfig();
        return derived.ToImmutable();
    }

    private static MemorySize? OffHeap(ConversionContext context) =>
        !context.Has(OffHeapKey)
        && MemorySize.TryParse(context.Value(ProcessSide.JobManager.FlinkSize) ?? "", out var flink)
        && MemorySize.TryParse(context.Value("jobmanager.memory.heap.size") ?? "", out var heap)
        && flink > heap ? flink - heap : null;

    /// <summary>Flink gives the rest to what is off the heap.</summary>
    private static Outcome HeapBesideFlink(ConfEntry entry, ConversionContext context)
    {
        if (OffHeap(context) is { } offHeap)
        {
            return new(
                KeyFate.Renamed, $"{OffHeapKey}: {offHeap.ToConfig()}", $"what it leaves of {ProcessSide.JobManager.FlinkSize} is off the heap, and a cluster file says that",
                settings => settings.With(OffHeapKey, offHeap.ToConfig()));
        }

        if (context.Has(OffHeapKey))
            return Outcome.Dropped($"what {ProcessSide.JobManager.FlinkSize} and {OffHeapKey} leave is the heap");
        context.Findings.Refuse(entry.ValueAt, $"'{entry.Key}' is '{entry.Value}', and {ProcessSide.JobManager.FlinkSize} is not larger than that", "write a size with its unit that is smaller");
        return Outcome.Wrong;
    }

    private static bool IsTotal(string key) =>
        key.EndsWith(".process.size", StringComparison.Ordinal) || key.EndsWith(".flink.size", StringComparison.Ordinal) || key == "jobmanager.memory.heap.size";

    private static bool IsManaged(string key) => key is "taskmanager.memory.managed.size" or "taskmanager.memory.managed.fraction";

    private static Outcome Process(ProcessSide side, ConfEntry entry, ConversionContext context) => Size(entry, context) is { } size
        ? new(KeyFate.Moved, $"{side.Place}: {size.ToConfig()}", "the same: all that the process takes", settings => side.Take(settings, size))
        : Outcome.Wrong;

    /// <summary>Flink takes an old heap option only where no new one stands.</summary>
    private static Outcome Heap(ProcessSide side, ConfEntry entry, ConversionContext context, string meaning, Func<ProcessMemory, MemorySize> part)
    {
        string[] newer = [side.ProcessSize, side.FlinkSize, $"{side.Prefix}.memory.heap.size", $"{side.Prefix}.memory.task.heap.size", .. Newer(entry.Key)];
        return newer.FirstOrDefault(context.Has) is { } wins
            ? Outcome.Dropped($"{meaning}; the file has {wins} too, and Flink takes that")
            : Part(side, entry, context, meaning, part);
    }

    private static string[] Newer(string key) => key.EndsWith(".mb", StringComparison.Ordinal) ? [key[..^"mb".Length] + "size"] : [];

    private static Outcome Part(ProcessSide side, ConfEntry entry, ConversionContext context, string meaning, Func<ProcessMemory, MemorySize> part)
    {
        if (context.Has(side.ProcessSize))
            return Outcome.Dropped($"{meaning}; the file has {side.ProcessSize} too, and the plan divides that");
        if (Size(entry, context) is not { } wanted)
            return Outcome.Wrong;
        if (MemoryFit.Smallest(side, Config(context), parts => part(parts) >= wanted) is not { } fit)
        {
            context.Findings.Refuse(entry.ValueAt, $"no process has '{entry.Key}: {entry.Value}' with the other memory options of this file", $"leave them out, or write {side.ProcessSize}");
            return Outcome.Wrong;
        }

        var sum = $"heap {fit.Parts.Heap}, beside the heap {fit.Parts.TotalFlink - fit.Parts.Heap}, metaspace {fit.Parts.Metaspace}, overhead {fit.Parts.Overhead}";
        return new(
            KeyFate.Moved,
            $"{side.Place}: {fit.Process.ToConfig()}",
            $"{meaning}; a cluster file says the whole process, in steps of 16 MiB: {sum}",
            settings => side.Take(settings, fit.Process));
    }

    /// <summary>Of both totals the JVM's own is what is left, as Flink calculates it: refused where Flink refuses it.</summary>
    private static Outcome BesideProcess(
        ProcessSide side, ConfEntry entry, ConversionContext context, Func<IReadOnlyDictionary<string, string>, ProcessMemory> calculate)
    {
        string[] totals = [side.ProcessSize, side.FlinkSize];
        try
        {
            var parts = calculate(Config(context).SetItems(totals.Select(key => KeyValuePair.Create(key, context.Value(key)!))));
            var (metaspace, overhead) = (parts.Metaspace.ToConfig(), parts.Overhead.ToConfig());
            var keys = new[] { $"{side.Prefix}.memory.jvm-overhead.min", $"{side.Prefix}.memory.jvm-overhead.max" };
            return new(
                KeyFate.Renamed,
                $"{keys[0]} and .max: {overhead}, {side.Prefix}.memory.jvm-metaspace.size: {metaspace}",
                $"{AllButTheJvm}; {side.ProcessSize} less that is the JVM's, and a cluster file says that",
                settings => keys.Aggregate(settings, (changed, key) => changed.With(key, overhead)).With($"{side.Prefix}.memory.jvm-metaspace.size", metaspace));
        }
        catch (FlinkMemoryException refused)
        {
            context.Findings.Refuse(entry.KeyAt, $"the {refused.Process}'s memory does not add up: {refused.Message.TrimEnd('.')}", $"change {side.FlinkSize} or {side.ProcessSize}");
            return Outcome.Wrong;
        }
    }

    /// <summary>Kept, with the smallest process that holds it where the file says no total.</summary>
    private static Outcome? TaskHeap(ConfEntry entry, ConversionContext context)
    {
        var side = ProcessSide.TaskManager;
        if (context.HasAny(side.ProcessSize, side.FlinkSize) || MemoryFit.Smallest(side, Config(context), _ => true) is not { } fit)
            return null;
        return new(
            KeyFate.Kept,
            $"{entry.Key}, {side.Place}: {fit.Process.ToConfig()}",
            "as it was; the total is the smallest in steps of 16 MiB that holds it",
            settings => side.Take(settings, fit.Process).With(entry.Key, entry.Value));
    }

    private static Outcome Buffers(ConfEntry entry, ConversionContext context)
    {
        if (NetworkKey(context) is { } wins)
            return Outcome.Dropped($"the file has {wins} too, and Flink takes that");
        if (!int.TryParse(entry.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var count) || count == 0)
        {
            context.Findings.Refuse(entry.ValueAt, $"'{entry.Key}' is '{entry.Value}'", "expected a number of buffers");
            return Outcome.Wrong;
        }

        var total = OfBuffers(count, context).ToConfig();
        return new(
            KeyFate.Renamed,
            $"taskmanager.memory.network.min and .max: {total}",
            $"the network's memory is a size: {count} buffers of {Segment(context).Bytes >> 10}k",
            settings => settings.With("taskmanager.memory.network.min", total).With("taskmanager.memory.network.max", total));
    }

    private static bool HasNetwork(ConversionContext context) => NetworkKey(context) is not null;

    private static string? NetworkKey(ConversionContext context) =>
        context.Entries.Keys.SelectMany(key => FlinkKeys.Today(key)).FirstOrDefault(key => key.StartsWith("taskmanager.memory.network.", StringComparison.Ordinal));

    private static MemorySize Segment(ConversionContext context) => MemorySize.TryParse(context.Value(SegmentSize) ?? "32k", out var size) ? size : new(32 << 10);

    private static MemorySize OfBuffers(int count, ConversionContext context) => new(count * Segment(context).Bytes);

    private static Outcome? Managed(ConfEntry entry, ConversionContext context) =>
        context.HasArm32 ? Outcome.Dropped(SupportMatrix.Configs.Single(rule => rule.Id == "managed-arm32").Reason + "; Fridge sets 0")
        : Sized(entry) is var size && size != entry.Value
            ? new(KeyFate.Renamed, $"taskmanager.memory.managed.size: {size}", "until Flink 1.9 a number without a unit meant MB", settings => settings.With("taskmanager.memory.managed.size", size))
        : null;

    /// <summary>With the unit that the older name meant.</summary>
    private static string Sized(ConfEntry entry) => entry.Key == "taskmanager.memory.size" && entry.Value.All(char.IsAsciiDigit) ? entry.Value + "m" : entry.Value;

    /// <summary>A size of an option that counts MiB by its name, or has a unit. Bytes in their thousands are more often a unit left out.</summary>
    private static MemorySize? Size(ConfEntry entry, ConversionContext context)
    {
        var text = entry.Key.EndsWith(".mb", StringComparison.Ordinal) && entry.Value.All(char.IsAsciiDigit) ? entry.Value + "m" : entry.Value;
        if (MemorySize.TryParse(text, out var size) && size >= MemorySize.Mebibytes(1))
            return size;
        var isInBytes = size > MemorySize.Zero;
        var found = $"'{entry.Key}' is '{entry.Value}'{(isInBytes ? ", which is in bytes" : "")}";
        context.Findings.Refuse(entry.ValueAt, found, "expected a size with its unit, such as 512m or 1g", isInBytes ? text + "m" : null);
        return null;
    }
}
