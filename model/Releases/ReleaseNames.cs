using System.Collections.Immutable;
using Fridge.Model.Keys;

namespace Fridge.Model;

/// <summary>
/// Options by the names that a release has today. Templates and cluster files speak 1.20's names, deprecated ones too; Flink prefers today's
/// name where both stand, so a person's deprecated key would lose to Fridge's own without this.
/// </summary>
public static class ReleaseNames
{
    /// <returns>An option that nobody knows as it is; two where one was parted; none where 2.0 removed it and the version is such.</returns>
    public static ImmutableArray<string> Of(string key, string version) => FlinkReleases.IsSecond(version)
        ? [.. FlinkKeys.Today(key).Where(name => !FlinkKeys.IsRemovedInSecond(name)).Select(FlinkKeys.InSecond)]
        : FlinkKeys.Today(key);

    public static ImmutableSortedDictionary<string, string> Of(ImmutableSortedDictionary<string, string> config, string version) => config
        .SelectMany(pair => Of(pair.Key, version).Select(name => KeyValuePair.Create(name, pair.Value)))
        .GroupBy(pair => pair.Key)
        .ToImmutableSortedDictionary(group => group.Key, group => group.Last().Value, StringComparer.Ordinal);
}
