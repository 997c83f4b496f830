namespace Fridge.Model;

/// <summary>Memory options that Flink itself would refuse, with Flink's own reason.</summary>
internal sealed class FlinkMemoryException(string process, string reason) : Exception(reason)
{
    /// <summary><c>JobManager</c> or <c>TaskManager</c>.</summary>
    public string Process { get; } = process;
}
