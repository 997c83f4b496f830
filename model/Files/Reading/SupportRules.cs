using Fridge.Model.Declared;
using Fridge.Model.Yaml;

namespace Fridge.Model.Reading;

/// <summary>Says at load time what cannot work, at the place that asks for it.</summary>
internal static class SupportRules
{
    public static void CheckNodes(IEnumerable<NodeEntry> entries, Findings findings)
    {
        foreach (var entry in entries.Distinct())
        {
            if (SupportMatrix.Nodes.FirstOrDefault(rule => rule.Applies(entry.Board, entry.Os)) is not { } rule)
                continue;
            var what = rule.Id == "armv6" ? $"the board '{entry.Board.Id}'" : $"{entry.Os.Id} on the board '{entry.Board.Id}'";
            findings.Refuse(rule.Id == "armv6" ? entry.BoardAt : entry.OsAt, $"{what} cannot work: {rule.Reason}", $"use {rule.Instead}");
        }
    }

    public static void CheckFlink(Cluster cluster, MapReader? flink, Findings findings)
    {
        var version = cluster.Flink.Version;
        CheckVersion(version, flink, findings);
        if (flink?.Take(FlinkSettingsKeys.Config) is not { } config)
            return;
        foreach (var key in cluster.Flink.Config.Keys.Concat(cluster.Flink.Secrets.Keys))
            CheckKey(key, version, FlinkConfigReader.PlaceOf(config, key) ?? config.At, findings);
        foreach (var key in cluster.Flink.Secrets.Keys.Where(key => !SecretOptions.IsHiddenByFlink(key)))
        {
            findings.Warn(
                FlinkConfigReader.PlaceOf(config, key) ?? config.At, $"Flink {version} doesn't treat '{key}' as a secret",
                "its value is kept out of all that Fridge writes, but Flink's own log and REST show it");
        }

        foreach (var (rule, key) in SupportMatrix.Configs.Select(rule => (rule, rule.Find(cluster))))
            Tell(rule, key, cluster, config, findings);
    }

    private static void CheckVersion(string version, MapReader? flink, Findings findings)
    {
        if (FlinkReleases.Refusal(version) is { } reason)
            findings.Refuse(flink!.PlaceOf(FlinkSettingsKeys.Version), $"Flink {version} is not supported: {reason}", FlinkReleases.Instead);
        else if (FlinkReleases.Find(version) is { Support: FlinkSupport.Planned } planned)
            findings.Warn(flink!.PlaceOf(FlinkSettingsKeys.Version), $"Flink {version} is {planned.Reason}", $"{FlinkReleases.Default} is the one to rely on");
    }

    private static void CheckKey(string key, string version, Position at, Findings findings)
    {
        if (OwnedKeys.All.TryGetValue(key, out var instead))
            findings.Refuse(at, $"'{key}' in flink.config", $"use {instead}");
        else if (MemoryKeys.IsUnknown(key))
            findings.Refuse(at, $"unknown memory key '{key}'", "Flink would ignore it silently", Nearest.To(key, MemoryKeys.All));
        else if (ReleaseNames.Of(key, version).IsEmpty)
            findings.Refuse(at, $"'{key}' in flink.config", $"leave it out: Flink 2.0 removed it, and {version} would ignore it silently");
    }

    private static void Tell(ConfigRule rule, string? key, Cluster cluster, YamlValue config, Findings findings)
    {
        if (key is null)
            return;
        var at = FlinkConfigReader.PlaceOf(config, key) ?? config.At;
        var found = $"'{key}: {cluster.Flink.Config[key]}'";
        if (rule.IsWarning)
            findings.Warn(at, $"{found}: {rule.Reason}", rule.Instead);
        else
            findings.Refuse(at, $"{found} cannot work: {rule.Reason}", $"use {rule.Instead}");
    }
}
