using System.Collections.Immutable;
using Fridge.Model.Yaml;

namespace Fridge.Model.Reading;

/// <summary><c>flink.config</c>: Flink's own keys, flat or nested as in Flink's <c>config.yaml</c>; values stay text, secrets are named by where they come from.</summary>
internal sealed class FlinkConfigReader(Findings findings)
{
    private readonly ImmutableSortedDictionary<string, string>.Builder plain = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
    private readonly ImmutableSortedDictionary<string, SecretRef>.Builder secret = ImmutableSortedDictionary.CreateBuilder<string, SecretRef>(StringComparer.Ordinal);

    public static (ImmutableSortedDictionary<string, string> Plain, ImmutableSortedDictionary<string, SecretRef> Secret) Read(YamlValue? config, Findings findings)
    {
        var reader = new FlinkConfigReader(findings);
        if (config is YamlMap map)
            reader.Flatten("", map);
        else if (config is not null)
            findings.Refuse(config.At, $"'flink.config' is {config.Describe()}", "expected a mapping of Flink's keys to values, {} for none");
        return (reader.plain.ToImmutable(), reader.secret.ToImmutable());
    }

    /// <summary>The place of a key, however it is nested; null where the file does not have it.</summary>
    public static Position? PlaceOf(YamlValue? config, string key) => config is not YamlMap map
        ? null
        : map.Entries.Select(entry => PlaceOf(entry, key)).FirstOrDefault(place => place is not null);

    private static Position? PlaceOf(YamlEntry entry, string key) => entry.Key.Text == key
        ? entry.Key.At
        : key.StartsWith(entry.Key.Text + ".", StringComparison.Ordinal) ? PlaceOf(entry.Value, key[(entry.Key.Text.Length + 1)..]) : null;

    private void Flatten(string prefix, YamlMap map)
    {
        foreach (var (key, value) in map.Entries.Select(entry => (prefix + entry.Key.Text, entry.Value)))
        {
            if (value is YamlMap inner && !SecretRefReader.IsReference(value))
                Flatten(key + ".", inner);
            else if (plain.ContainsKey(key) || secret.ContainsKey(key))
                findings.Refuse(value.At, $"Flink's key '{key}' a second time", "each key once, flat or nested");
            else if (value is YamlMap)
                TakeReference(key, value);
            else
                TakeValue(key, value);
        }
    }

    private void TakeReference(string key, YamlValue value)
    {
        if (!SecretOptions.Holds(key) && !SecretOptions.IsHiddenByFlink(key))
            findings.Refuse(value.At, $"'flink.config.{key}' asks for a secret, and Flink doesn't treat an option of that name as a secret", $"write the value itself; if an option has that name, write it flat: {key}.NAME: …");
        else if (SecretRefReader.Read($"flink.config.{key}", key, value, findings) is { } reference)
            secret.Add(key, reference);
    }

    /// <summary>A secret's value is in no message.</summary>
    private void TakeValue(string key, YamlValue value)
    {
        if (SecretOptions.Holds(key))
            findings.Refuse(value.At, $"the value of '{key}' is a secret, and a cluster file is checked in", $"say where it comes from instead: {key}: {SecretRef.Example(key)}");
        else if (value is YamlScalar { IsNothing: false } scalar)
            plain.Add(key, scalar.Text);
        else
            findings.Refuse(value.At, $"'flink.config.{key}' is {value.Describe()}", "expected a text, a number or true/false; Flink reads a list as 'a;b'");
    }
}
