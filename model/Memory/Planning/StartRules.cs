namespace Fridge.Model;

/// <summary>What Flink's memory arithmetic takes and no process starts with (<c>ConfigurationParserUtils.getPageSize</c> of Flink 1.20; the JVM itself).</summary>
internal static class StartRules
{
    private const string SegmentSize = "taskmanager.memory.segment-size";
    private const int SmallestSegment = 4 << 10;

    /// <exception cref="FlinkMemoryException">The process would end at its start.</exception>
    public static void Require(FlinkSettings flink, ProcessMemory jobManager, ProcessMemory taskManager)
    {
        RequireMetaspace("JobManager", "jobmanager", jobManager);
        RequireMetaspace("TaskManager", "taskmanager", taskManager);
        if (flink.Config.TryGetValue(SegmentSize, out var text) && MemorySize.TryParse(text, out var size) && (size.Bytes < SmallestSegment || (size.Bytes & (size.Bytes - 1)) != 0))
            throw new FlinkMemoryException("TaskManager", $"{SegmentSize} is {text}, and buffers have a power of two, at least 4kb.");
    }

    private static void RequireMetaspace(string process, string prefix, ProcessMemory memory)
    {
        if (memory.Metaspace == MemorySize.Zero)
            throw new FlinkMemoryException(process, $"{prefix}.memory.jvm-metaspace.size is 0, and a JVM doesn't start without metaspace.");
    }
}
