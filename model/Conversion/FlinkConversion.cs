using System.Collections.Immutable;
using Fridge.Model.Keys;
using Fridge.Model.Yaml;

namespace Fridge.Model.Conversion;

/// <summary>What is to be converted.</summary>
/// <param name="File">As messages name it.</param>
/// <param name="Text">A <c>flink-conf.yaml</c> of any Flink, a <c>config.yaml</c>, or a ConfigMap with either.</param>
/// <param name="Version">The release to convert for.</param>
/// <param name="HasArm32">Whether a worker may be 32-bit ARM.</param>
public sealed record ConversionRequest(string File, string Text, string Version = FlinkReleases.Default, bool HasArm32 = true)
{
    /// <summary><c>conf/masters</c>, where there is one.</summary>
    public string Masters { get; init; } = "";

    /// <summary><c>conf/workers</c>, or <c>conf/slaves</c> of Flink before 1.11.</summary>
    public string Workers { get; init; } = "";
}

/// <summary>From a person's Flink configuration to what a cluster file takes, with a reason for every option. Pure.</summary>
public static class FlinkConversion
{
    /// <exception cref="FlinkConfException">All that cannot be read or makes no sense, with places.</exception>
    public static ConvertedFlink Convert(ConversionRequest request)
    {
        var findings = new Findings(request.File);
        var entries = ConfReader.Read(request.Text, findings);
        var last = entries.GroupBy(entry => entry.Key).ToDictionary(group => group.Key, group => group.Last(), StringComparer.Ordinal);
        var context = new ConversionContext(request.Version, request.HasArm32, last, findings);
        var outcomes = entries.Select(entry => (entry, outcome: Judge(entry, context))).ToImmutableArray();
        var settings = outcomes.Aggregate(new ConvertedSettings(), (changed, each) => each.outcome.Change?.Invoke(changed) ?? changed);
        if (findings.ErrorCount == 0)
            MemoryCheck.Apply(settings, context);
        return findings.ErrorCount > 0
            ? throw new FlinkConfException(findings.Errors)
            : new(request.File, request.Version, settings, [.. outcomes.Select(each => Explained(each.entry, each.outcome))], HostList.Of(request.Masters), HostList.Of(request.Workers));
    }

    private static ConvertedKey Explained(ConfEntry entry, Outcome outcome) => new(
        entry.Key, SecretOptions.Holds(entry.Key) ? "***" : entry.Value, entry.KeyAt.Line, entry.KeyAt.Column, outcome.Fate, outcome.Today, outcome.Reason);

    private static Outcome Judge(ConfEntry entry, ConversionContext context)
    {
        if (context.Entries[entry.Key] is var taken && taken != entry)
            return Outcome.Dropped($"line {taken.KeyAt.Line} says it again, and Flink takes the last");
        if (entry.Value.Length == 0)
            return Outcome.Dropped("an empty list: as if it weren't there");
        if (FlinkKeys.Today(entry.Key).FirstOrDefault(name => name != entry.Key && context.Has(name)) is { } today)
            return Outcome.Dropped($"an older name of {today}, which the file has too and Flink takes");
        return SecretRule.Apply(entry, context) ?? FlinkKeys.Today(entry.Key).Select(key => ByKey(entry, key, context)).FirstOrDefault(outcome => outcome is not null)
            ?? ReporterRule.Apply(entry, context) ?? NameRule.Apply(entry, context);
    }

    private static Outcome? ByKey(ConfEntry entry, string key, ConversionContext context) =>
        MemoryRule.Apply(entry, key, context) ?? StateRule.Apply(entry, key, context) ?? PlaceRule.Apply(entry, key, context)
        ?? TransportRule.Apply(entry, key, context) ?? UnusedOptions.Apply(key);
}
