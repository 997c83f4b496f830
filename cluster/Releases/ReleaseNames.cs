using System.Collections.Immutable;
using Fridge.Clusters.Keys;

namespace Fridge.Clusters;

/// <summary>Options by the names of one release. Templates and cluster files speak 1.20's names, deprecated ones too.</summary>
public static class ReleaseNames
{
    /// <returns>For 1.x the key as it is: that line reads older names. For 2.x today's names; none where 2.0 removed the option.</returns>
    public static ImmutableArray<string> Of(string key, string version) => FlinkReleases.IsSecond(version)
        ? [.. FlinkKeys.Today(key).Where(name => !FlinkKeys.IsRemovedInSecond(name)).Select(FlinkKeys.InSecond)]
        : [key];

    public static ImmutableSortedDictionary<string, string> Of(ImmutableSortedDictionary<string, string> config, string version) => config
        .SelectMany(pair => Of(pair.Key, version).Select(name => KeyValuePair.Create(name, pair.Value)))
        .GroupBy(pair => pair.Key)
        .ToImmutableSortedDictionary(group => group.Key, group => group.Last().Value, StringComparer.Ordinal);
}
