using System.Collections.Immutable;
using Fridge.Model.Yaml;

namespace Fridge.Model.Conversion;

/// <summary><c>config.yaml</c>, nested or flat, and a Kubernetes ConfigMap that holds a <c>flink-conf.yaml</c>.</summary>
internal static class NestedConf
{
    private const string InConfigMap = "flink-conf.yaml";

    public static ImmutableArray<ConfEntry> Read(string text, Findings findings)
    {
        switch (YamlComposer.Compose(text, findings))
        {
            case YamlMap map when Text(map, "kind") == "ConfigMap":
                return FromConfigMap(map, text, findings);
            case YamlMap map:
                return [.. Flatten("", map, findings)];
            case null:
                return [];
            case var other:
                findings.Refuse(other.At, $"the file is {other.Describe()}", "a Flink configuration is a mapping of options to values");
                return [];
        }
    }

    private static IEnumerable<ConfEntry> Flatten(string prefix, YamlMap map, Findings findings)
    {
        foreach (var (key, value) in map.Entries.Select(entry => (entry.Key, entry.Value)))
        {
            if (value is YamlMap inner)
            {
                foreach (var entry in Flatten($"{prefix}{key.Text}.", inner, findings))
                    yield return entry;
            }
            else if (Scalar(value) is { Length: > 0 } scalar)
                yield return new(prefix + key.Text, key.At, scalar, value.At);
            else
                findings.Refuse(value.At, $"'{prefix}{key.Text}' is {value.Describe()}", "give it a value, or remove it");
        }
    }

    /// <summary>A list as Flink's options take one in a line: <c>a;b</c>.</summary>
    private static string? Scalar(YamlValue value) => value switch
    {
        YamlScalar { IsNothing: false } scalar => scalar.Text,
        YamlList list when list.Items.All(item => item is YamlScalar) => string.Join(';', list.Items.OfType<YamlScalar>().Select(item => item.Text)),
        _ => null,
    };

    private static ImmutableArray<ConfEntry> FromConfigMap(YamlMap map, string text, Findings findings)
    {
        if (Value(map, "data") is not YamlMap data || Value(data, InConfigMap) is not YamlScalar file)
        {
            findings.Refuse(map.At, $"a ConfigMap without {InConfigMap}", "one that has it in 'data', or the file itself");
            return [];
        }

        var below = text.Split('\n').Skip(file.At.Line).FirstOrDefault(line => line.Trim().Length > 0) ?? "";
        return FlatConf.Read(file.Text, findings, new(file.At.Line, below.Length - below.TrimStart().Length));
    }

    private static YamlValue? Value(YamlMap map, string key) => map.Entries.FirstOrDefault(entry => entry.Key.Text == key)?.Value;

    private static string? Text(YamlMap map, string key) => (Value(map, key) as YamlScalar)?.Text;
}
