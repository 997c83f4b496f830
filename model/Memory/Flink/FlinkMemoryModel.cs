using Fridge.Model.Memory;

namespace Fridge.Model;

/// <summary>
/// Flink's memory model by its published formulas: from Flink's own keys to what its <c>bash-java-utils.jar</c> prints, byte for byte
/// (nightlies.apache.org/flink/flink-docs-release-1.20/docs/deployment/memory; a test compares it with that jar).
/// </summary>
internal static class FlinkMemoryModel
{
    /// <param name="options">Flink's keys; those about memory decide.</param>
    /// <exception cref="FlinkMemoryException">Flink would refuse them.</exception>
    public static ProcessMemory JobManager(IReadOnlyDictionary<string, string> options) =>
        Calculate("JobManager", options, JobManagerMemory.Calculate);

    /// <inheritdoc cref="JobManager"/>
    public static ProcessMemory TaskManager(IReadOnlyDictionary<string, string> options) =>
        Calculate("TaskManager", options, TaskManagerProcess.Calculate);

    private static ProcessMemory Calculate(string process, IReadOnlyDictionary<string, string> values, Func<FlinkOptions, ProcessMemory> calculate)
    {
        var options = new FlinkOptions(process, values);
        try
        {
            return calculate(options);
        }
        catch (OverflowException)
        {
            throw options.Refuse("long overflow");
        }
    }
}
