using System.Collections.Immutable;
using Fridge.Model.Yaml;

namespace Fridge.Model.Reading;

/// <summary><c>flink.config</c>: Flink's own keys, flat or nested as in Flink's <c>config.yaml</c>; values stay text.</summary>
internal static class FlinkConfigReader
{
    public static ImmutableSortedDictionary<string, string> Read(YamlValue? config, Findings findings)
    {
        var pairs = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        if (config is YamlMap map)
            Flatten("", map, pairs, findings);
        else if (config is not null)
            findings.Refuse(config.At, $"'flink.config' is {config.Describe()}", "expected a mapping of Flink's keys to values, {} for none");
        return pairs.ToImmutable();
    }

    /// <summary>The place of a key, however it is nested; null where the file does not have it.</summary>
    public static Position? PlaceOf(YamlValue? config, string key) => config is not YamlMap map
        ? null
        : map.Entries.Select(entry => PlaceOf(entry, key)).FirstOrDefault(place => place is not null);

    private static Position? PlaceOf(YamlEntry entry, string key) => entry.Key.Text == key
        ? entry.Key.At
        : key.StartsWith(entry.Key.Text + ".", StringComparison.Ordinal) ? PlaceOf(entry.Value, key[(entry.Key.Text.Length + 1)..]) : null;

    private static void Flatten(string prefix, YamlMap map, ImmutableSortedDictionary<string, string>.Builder pairs, Findings findings)
    {
        foreach (var (name, value) in map.Entries.Select(entry => (prefix + entry.Key.Text, entry.Value)))
        {
            if (value is YamlMap inner)
                Flatten(name + ".", inner, pairs, findings);
            else if (value is not YamlScalar { IsNothing: false } scalar)
                findings.Refuse(value.At, $"'flink.config.{name}' is {value.Describe()}", "expected a text, a number or true/false; Flink reads a list as 'a;b'");
            else if (!pairs.TryAdd(name, scalar.Text))
                findings.Refuse(value.At, $"Flink's key '{name}' a second time", "each key once, flat or nested");
        }
    }
}
