using System.Collections.Immutable;
using Fridge.Manifests.Values;

namespace Fridge.Manifests.Conversion;

/// <summary>
/// Flat options as Flink's <c>config.yaml</c> nests them. One whose name begins another's (<c>a.b</c> beside <c>a.b.c</c>) can't be a value and
/// a mapping at once and stays flat, which Flink reads as well.
/// </summary>
internal static class NestedOptions
{
    public static Mapping Of(ImmutableSortedDictionary<string, string> options)
    {
        var flat = options.Where(option => options.Keys.Any(key => key.StartsWith(option.Key + ".", StringComparison.Ordinal))).ToList();
        var nested = Nest(options.Except(flat).Select(option => (option.Key.Split('.').ToImmutableArray(), option.Value)));
        return flat.Aggregate(nested, (mapping, option) => mapping.With(option.Key, ExactScalar.Of(option.Value)));
    }

    private static Mapping Nest(IEnumerable<(ImmutableArray<string> Path, string Value)> options) => Mapping.Of(options
        .GroupBy(option => option.Path[0])
        .Select(group => (group.Key, group.First().Path.Length == 1
            ? ExactScalar.Of(group.First().Value)
            : (Value)Nest(group.Select(option => (option.Path.RemoveAt(0), option.Value))))));
}
