namespace Fridge.Model.Memory;

/// <summary>The keys that both processes have under their own prefix; defaults are those of Flink 1.20 (<c>TaskManagerOptions</c>, <c>JobManagerOptions</c>).</summary>
/// <param name="Process"><c>jobmanager</c> or <c>taskmanager</c>.</param>
internal sealed record ProcessKeys(string Process)
{
    private static readonly MemorySize DefaultMetaspace = MemorySize.Mebibytes(256);
    private static readonly MemorySize DefaultOverheadMin = MemorySize.Mebibytes(192);
    private static readonly MemorySize DefaultOverheadMax = MemorySize.Mebibytes(1024);

    public string ProcessSize => $"{Process}.memory.process.size";

    public string FlinkSize => $"{Process}.memory.flink.size";

    public string Metaspace => $"{Process}.memory.jvm-metaspace.size";

    public string OverheadMin => $"{Process}.memory.jvm-overhead.min";

    public string OverheadMax => $"{Process}.memory.jvm-overhead.max";

    public string OverheadFraction => $"{Process}.memory.jvm-overhead.fraction";

    public MemorySize MetaspaceOf(FlinkOptions options) => options.Size(Metaspace, DefaultMetaspace);

    public RangeFraction OverheadOf(FlinkOptions options) => RangeFraction.Of(
        options,
        OverheadFraction,
        options.Size(OverheadMin, DefaultOverheadMin),
        options.Size(OverheadMax, DefaultOverheadMax),
        options.Fraction(OverheadFraction, 0.1f));
}
