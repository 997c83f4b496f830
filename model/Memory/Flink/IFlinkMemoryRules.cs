namespace Fridge.Model.Memory;

/// <summary>How one process divides its total Flink memory.</summary>
/// <typeparam name="T">Its parts.</typeparam>
internal interface IFlinkMemoryRules<T>
{
    ProcessKeys Keys { get; }

    /// <summary>The keys which, all set, make the parts add up to the whole instead of the other way round.</summary>
    string[] FineGrainedKeys { get; }

    T FromFineGrained(FlinkOptions options);

    T FromTotal(FlinkOptions options, MemorySize totalFlink);

    MemorySize TotalOf(T parts);
}
