using System.Collections.Immutable;

namespace Fridge.Model.Conversion;

/// <summary>One of Flink's two processes, as the memory plan sees it.</summary>
/// <param name="Prefix"><c>jobmanager</c>.</param>
/// <param name="Place">Its total in the cluster file.</param>
/// <param name="Take">Writes the total down.</param>
/// <param name="Resize">Flink's settings with that total.</param>
/// <param name="Calculate">Flink's formulas.</param>
internal sealed record ProcessSide(
    string Prefix,
    string Place,
    Func<ConvertedSettings, MemorySize, ConvertedSettings> Take,
    Func<FlinkSettings, MemorySize, FlinkSettings> Resize,
    Func<FlinkSettings, ProcessMemory> Calculate)
{
    public static readonly ProcessSide JobManager = new(
        "jobmanager",
        "flink.jobManager.memory",
        (settings, size) => settings with { JobManagerMemory = size },
        (flink, size) => flink with { JobManager = new(size) },
        MemoryPlanner.JobManager);

    public static readonly ProcessSide TaskManager = new(
        "taskmanager",
        "flink.taskManager.memory",
        (settings, size) => settings with { TaskManagerMemory = size },
        (flink, size) => flink with { TaskManager = flink.TaskManager with { Memory = size } },
        MemoryPlanner.TaskManager);

    public string ProcessSize => $"{Prefix}.memory.process.size";

    public string FlinkSize => $"{Prefix}.memory.flink.size";
}

/// <summary>The way back through Flink's formulas: from a part to the whole process, with Fridge's defaults for what the person left open.</summary>
internal static class MemoryFit
{
    private const int Step = 16;
    private const int Most = 1 << 16;

    /// <summary>The smallest process in steps of 16 MiB that Flink accepts and that has enough; null where none up to 64 GiB does.</summary>
    /// <param name="config">The person's memory keys beside the totals.</param>
    public static (MemorySize Process, ProcessMemory Parts)? Smallest(
        ProcessSide side, ImmutableSortedDictionary<string, string> config, Func<ProcessMemory, bool> isEnough)
    {
        var flink = Settings(config);
        foreach (var size in Enumerable.Range(1, Most / Step).Select(count => MemorySize.Mebibytes(count * Step)))
        {
            if (Try(side, side.Resize(flink, size)) is { } parts && isEnough(parts))
                return (size, parts);
        }

        return null;
    }

    public static FlinkSettings Settings(ImmutableSortedDictionary<string, string> config) => new()
    {
        Version = FlinkReleases.Default,
        Config = config,
        JobManager = new(MemorySize.Mebibytes(512)),
        TaskManager = new(1, 1, MemorySize.Mebibytes(512)),
    };

    private static ProcessMemory? Try(ProcessSide side, FlinkSettings flink)
    {
        try
        {
            return side.Calculate(flink);
        }
        catch (FlinkMemoryException)
        {
            return null;
        }
    }
}
