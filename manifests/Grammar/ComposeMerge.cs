using System.Collections.Immutable;
using Fridge.Manifests.Values;

namespace Fridge.Manifests.Grammar;

/// <summary>
/// Deep merge as of several Compose files: the later one wins a scalar, mappings merge by key, lists are appended except
/// where a key identifies their entries (https://docs.docker.com/reference/compose-file/merge/).
/// </summary>
internal static class ComposeMerge
{
    /// <summary>Lists that a later file replaces whole: a command line in two halves means nothing.</summary>
    private static readonly ImmutableHashSet<string> Replaced = ["command", "entrypoint", "test"];

    /// <summary>Lists whose entries are known by one of their keys.</summary>
    private static readonly ImmutableDictionary<string, string> Keyed = new Dictionary<string, string>
    {
        ["volumes"] = "target",
        ["configs"] = "target",
        ["secrets"] = "target",
        ["ports"] = "target",
    }.ToImmutableDictionary();

    /// <summary>Mappings that may also be written as a list of <c>KEY=VALUE</c>.</summary>
    private static readonly ImmutableHashSet<string> Pairs = ["environment", "labels", "sysctls"];

    public static Mapping Merge(Mapping lower, Mapping upper) =>
        upper.Entries.Aggregate(lower, (merged, entry) => merged.With(
            entry.Key,
            merged[entry.Key] is { } old ? MergeValue(entry.Key, old, entry.Value) : entry.Value));

    private static Value MergeValue(string key, Value lower, Value upper)
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

    private static Sequence MergeLists(string key, Sequence lower, Sequence upper)
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

    private static string? Identity(Value item, string key) => ((item as Mapping)?[key] as Scalar)?.Text;

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
