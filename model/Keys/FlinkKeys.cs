using System.Collections.Frozen;
using System.Collections.Immutable;

namespace Fridge.Model.Keys;

/// <summary>The options of Flink 1.20, with their older names, and what 2.0 made of them.</summary>
internal static class FlinkKeys
{
    /// <summary>Options whose names a person completes, and those of parts that this distribution doesn't contain.</summary>
    private static readonly string[] Families =
    [
        "metrics.reporter.", "traces.reporter.", "metrics.scope.variables.", "external-resource.", "pipeline.global-job-parameters.",
        "containerized.master.env.", "containerized.taskmanager.env.", "s3.", "s3a.", "s3n.", "presto.s3.", "hive.s3.", "fs.", "gs.",
        "flink.hadoop.", "flink.yarn.", "table.", "security.kerberos.token.provider.", "security.delegation.token.provider.",
    ];

    private static readonly ImmutableArray<KeyLine> Known = KeyFile.Read("flink-1.20.keys");

    private static readonly FrozenDictionary<string, KeyLine> ByKey = Known.ToFrozenDictionary(line => line.Key, StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, ImmutableArray<string>> Successors = Known
        .SelectMany(line => line.OlderNames.Select(older => (older, line.Key)))
        .GroupBy(pair => pair.older, pair => pair.Key)
        .ToFrozenDictionary(group => group.Key, group => group.ToImmutableArray(), StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, KeyLine> Second =
        KeyFile.Read("flink-2.0.keys").ToFrozenDictionary(line => line.Key, StringComparer.Ordinal);

    public static IEnumerable<string> All => ByKey.Keys;

    /// <summary>The names in 1.20 of a key that is deprecated there, or the key itself; more than one where an option was parted.</summary>
    public static ImmutableArray<string> Today(string key) => Successors.TryGetValue(key, out var names) ? names : [key];

    public static bool IsKnown(string key) => ByKey.ContainsKey(key) || Families.Any(family => key.StartsWith(family, StringComparison.Ordinal));

    /// <summary>True where 1.20 deprecates a key and names none in its place.</summary>
    public static bool IsEnding(string key) => ByKey.TryGetValue(key, out var line) && line.IsEnding;

    public static bool IsRemovedInSecond(string key) => Second.TryGetValue(key, out var line) && line.IsEnding;

    /// <summary>A key of 1.20 by the name that Flink 2.0 reads.</summary>
    public static string InSecond(string key) => Second.GetValueOrDefault(key)?.NewName ?? key;
}
