using System.Collections.Immutable;
using Fridge.Manifests.Values;

namespace Fridge.Manifests.Grammar;

/// <summary>
/// Deep merge of a later file on an earlier one: the later one wins a scalar, mappings merge by key, lists are appended except where a key
/// identifies their entries, as of several Compose files (https://docs.docker.com/reference/compose-file/merge/).
/// </summary>
internal sealed class DeepMerge
{
    public static readonly DeepMerge Compose = new()
    {
        Replaced = ["command", "entrypoint", "test"],
        Keyed = new Dictionary<string, string[]>
        {
            ["volumes"] = ["target"],
            ["configs"] = ["target"],
            ["secrets"] = ["target"],
            ["ports"] = ["target"],
        }.ToImmutableDictionary(),
        Pairs = ["environment", "labels", "sysctls"],
    };

    /// <summary>The keys are those of Kubernetes' own strategic merge.</summary>
    public static readonly DeepMerge Kubernetes = new()
    {
        Replaced = ["command", "args"],
        Keyed = new Dictionary<string, string[]>
        {
            ["containers"] = ["name"],
            ["initContainers"] = ["name"],
            ["volumes"] = ["name"],
            ["volumeMounts"] = ["mountPath"],
            ["env"] = ["name"],
            ["ports"] = ["containerPort", "port"],
            ["topologySpreadConstraints"] = ["topologyKey"],
            ["hostAliases"] = ["ip"],
            ["imagePullSecrets"] = ["name"],
            ["items"] = ["path"],
        }.ToImmutableDictionary(),
    };

    /// <summary>Lists that a later file replaces whole: a command line in two halves means nothing.</summary>
    private ImmutableHashSet<string> Replaced { get; init; } = [];

    /// <summary>Lists whose entries are known by one of their keys: the first that they have.</summary>
    private ImmutableDictionary<string, string[]> Keyed { get; init; } = ImmutableDictionary<string, string[]>.Empty;

    /// <summary>Mappings that may also be written as a list of <c>KEY=VALUE</c>.</summary>
    private ImmutableHashSet<string> Pairs { get; init; } = [];

    public Mapping Merge(Mapping lower, Mapping upper) =>
        upper.Entries.Aggregate(lower, (merged, entry) => merged.With(
            entry.Key,
            merged[entry.Key] is { } old ? MergeValue(entry.Key, old, entry.Value) : entry.Value));

    private Value MergeValue(string key, Value lower, Value upper)
    {
        if (Pairs.Contains(key))
            return Merge(AsMapping(lower), AsMapping(upper));
        return (lower, upper) switch
        {
            (Mapping low, Mapping high) => Merge(low, high),
            (Sequence low, Sequence high) when !Replaced.Contains(key) => MergeLists(key, low, high),
            _ => upper,
        };
    }

    private Sequence MergeLists(string key, Sequence lower, Sequence upper)
    {
        if (!Keyed.TryGetValue(key, out var identity))
            return new Sequence([.. lower.Items.Concat(upper.Items.Where(item => !Has(lower, item)))]);

        var merged = lower.Items.ToList();
        foreach (var item in upper.Items)
        {
            var at = merged.FindIndex(old => Identity(old, identity) is { } id && id == Identity(item, identity));
            if (at < 0)
                merged.Add(item);
            else
                merged[at] = merged[at] is Mapping low && item is Mapping high ? Merge(low, high) : item;
        }

        return new Sequence([.. merged]);
    }

    private static bool Has(Sequence sequence, Value item) =>
        item is Scalar scalar && sequence.Items.OfType<Scalar>().Any(old => old.Text == scalar.Text);

    private static string? Identity(Value item, string[] keys) =>
        keys.Select(key => ((item as Mapping)?[key] as Scalar)?.Text).FirstOrDefault(text => text is not null);

    private static Mapping AsMapping(Value value) => value switch
    {
        Mapping mapping => mapping,
        Sequence sequence => Mapping.Of(sequence.Items.OfType<Scalar>().Select(Pair)),
        _ => Mapping.Empty,
    };

    private static (string Key, Value Value) Pair(Scalar scalar)
    {
        var parts = scalar.Text.Split('=', 2);
        return (parts[0], parts.Length == 2 ? parts[1] : Scalar.Null);
    }
}
