namespace Fridge.Model.Memory;

/// <summary>One process divided: its Flink memory in parts, and what the JVM takes beside it.</summary>
internal sealed record DerivedProcess<T>(T Parts, MemorySize TotalFlink, MemorySize Metaspace, MemorySize Overhead);

/// <summary>
/// Flink's three ways to a process's memory, in its order of precedence: all fine-grained parts, the total Flink memory,
/// the total process memory (<c>ProcessMemoryUtils.memoryProcessSpecFromConfig</c> of Flink 1.20).
/// </summary>
internal static class ProcessDerivation
{
    public static DerivedProcess<T> Derive<T>(FlinkOptions options, IFlinkMemoryRules<T> rules)
    {
        var keys = rules.Keys;
        if (rules.FineGrainedKeys.All(options.Has))
            return FromParts(options, rules, rules.FromFineGrained(options));
        if (options.Has(keys.FlinkSize))
            return FromParts(options, rules, rules.FromTotal(options, options.Size(keys.FlinkSize)));
        if (options.Has(keys.ProcessSize))
            return FromProcess(options, rules);
        throw options.Refuse($"Either required fine-grained memory ({string.Join(" and ", rules.FineGrainedKeys)}), or Total Flink Memory size ({keys.FlinkSize}), or Total Process Memory size ({keys.ProcessSize}) need to be configured explicitly.");
    }

    private static DerivedProcess<T> FromProcess<T>(FlinkOptions options, IFlinkMemoryRules<T> rules)
    {
        var total = options.Size(rules.Keys.ProcessSize);
        var metaspace = rules.Keys.MetaspaceOf(options);
        var overhead = rules.Keys.OverheadOf(options).Of(total, options);
        if (metaspace + overhead > total)
            throw options.Refuse($"Sum of configured JVM Metaspace ({FlinkText.Human(metaspace)}) and JVM Overhead ({FlinkText.Human(overhead)}) exceed configured Total Process Memory ({FlinkText.Human(total)}).");
        var flink = total - metaspace - overhead;
        return new(rules.FromTotal(options, flink), flink, metaspace, overhead);
    }

    private static DerivedProcess<T> FromParts<T>(FlinkOptions options, IFlinkMemoryRules<T> rules, T parts)
    {
        var flink = rules.TotalOf(parts);
        var metaspace = rules.Keys.MetaspaceOf(options);
        var overhead = options.Has(rules.Keys.ProcessSize)
            ? Rest(options, rules.Keys, flink, metaspace)
            : rules.Keys.OverheadOf(options).BesideOf(flink + metaspace, options);
        return new(parts, flink, metaspace, overhead);
    }

    /// <summary>With the total process memory also given, the overhead is what is left of it, and must be in its range.</summary>
    private static MemorySize Rest(FlinkOptions options, ProcessKeys keys, MemorySize flink, MemorySize metaspace)
    {
        var total = options.Size(keys.ProcessSize);
        if (flink + metaspace > total)
            throw options.Refuse($"The configured Total Process Memory size ({FlinkText.Human(total)}) is less than the sum of the derived Total Flink Memory size ({FlinkText.Human(flink)}) and the configured or default JVM Metaspace size  ({FlinkText.Human(metaspace)}).");
        var overhead = total - flink - metaspace;
        var range = keys.OverheadOf(options);
        return range.Contains(overhead)
            ? overhead
            : throw options.Refuse($"Derived JVM Overhead size ({FlinkText.Human(overhead)}) is not in configured JVM Overhead range {range.Bounds}.");
    }
}
