using System.Collections.Immutable;
using Fridge.Model.Keys;
using Fridge.Model.Yaml;

namespace Fridge.Model.Conversion;

/// <summary>What no other rule has taken goes to <c>flink.config</c>, by the names of the release that was asked for.</summary>
internal static class NameRule
{
    public static Outcome Apply(ConfEntry entry, ConversionContext context)
    {
        var names = ReleaseNames.Of(entry.Key, context.Version);
        if (names.IsEmpty)
            return Outcome.Dropped($"Flink 2.0 removed it, and {context.Version} would ignore it");
        if (!names.Contains(entry.Key))
            return Renamed(entry, names, context);
        if (MemoryKeys.IsUnknown(entry.Key))
            return Outcome.Refused($"Flink knows no such memory option and would ignore it{Suggestion(entry.Key, MemoryKeys.All)}; left out");
        return new(KeyFate.Kept, entry.Key, About(entry.Key) + Note(entry), settings => settings.With(entry.Key, entry.Value));
    }

    private static Outcome Renamed(ConfEntry entry, ImmutableArray<string> names, ConversionContext context) => new(
        KeyFate.Renamed,
        string.Join(", ", names),
        (FlinkKeys.Today(entry.Key).Contains(entry.Key) ? $"Flink {context.Version} has another name for it" : "the older name is deprecated") + Note(entry),
        settings => names.Aggregate(settings, (changed, name) => changed.With(name, entry.Value)));

    /// <summary>What the option needs beside itself.</summary>
    private static string Note(ConfEntry entry) => FlinkKeys.Today(entry.Key)[0] switch
    {
        "high-availability.type" when !entry.Value.Equals("none", StringComparison.OrdinalIgnoreCase) =>
            "; Fridge runs one JobManager and no ZooKeeper: whatever it needs must exist and be reachable from the nodes",
        "s3.endpoint" => "; the image needs an S3 plug-in, and the nodes must reach that address",
        _ => "",
    };

    private static string About(string key) =>
        FlinkKeys.IsEnding(key) ? "as it was; Flink 1.20 deprecates it and 2.0 may not have it"
        : FlinkKeys.IsKnown(key) ? "as it was"
        : $"not one of Flink's options: Flink keeps it, and nothing of Flink's reads it{Suggestion(key, FlinkKeys.All)}";

    private static string Suggestion(string key, IEnumerable<string> known) =>
        Nearest.To(key, known) is { } nearest ? $"; did you mean '{nearest}'?" : "";
}
