using System.Collections.Immutable;
using Fridge.Model.Yaml;

namespace Fridge.Model.Conversion;

/// <summary><c>config.yaml</c>, nested or flat, and a Kubernetes ConfigMap that holds one, or a <c>flink-conf.yaml</c>.</summary>
internal static class NestedConf
{
    private const string Flat = "flink-conf.yaml";
    private const string Nested = "config.yaml";

    public static ImmutableArray<ConfEntry> Read(string text, Findings findings)
    {
        switch (YamlComposer.Compose(text, findings))
        {
            case YamlMap map when Text(map, "kind") == "ConfigMap":
                return FromConfigMap(map, text, findings);
            case YamlMap map when Foreign(map) is { } foreign:
                findings.Refuse(map.At, $"this is {foreign.What}, not a Flink configuration", foreign.Instead);
                return [];
            case YamlMap map:
                return [.. Flatten("", map, findings)];
            case null:
                return [];
            case var other:
                findings.Refuse(other.At, $"the file is {other.Describe()}", "a Flink configuration is a mapping of options to values");
                return [];
        }
    }

    /// <summary>Files that have a Flink configuration somewhere within: taken whole, its options would be lost among theirs.</summary>
    private static (string What, string Instead)? Foreign(YamlMap map) =>
        Text(map, "kind") is { } kind && Text(map, "apiVersion") is not null ? ($"a {kind} of Kubernetes", kind.StartsWith("Flink", StringComparison.Ordinal)
            ? "write the options of its spec.flinkConfiguration into a file"
            : "a ConfigMap, a flink-conf.yaml or a config.yaml is expected")
        : Value(map, "services") is YamlMap ? ("a Compose file", "write the options that its services give Flink (FLINK_PROPERTIES) into a file")
        : null;

    private static IEnumerable<ConfEntry> Flatten(string prefix, YamlMap map, Findings findings)
    {
        foreach (var (key, value) in map.Entries.Select(entry => (entry.Key, entry.Value)))
        {
            if (value is YamlMap inner)
            {
                foreach (var entry in Flatten($"{prefix}{key.Text}.", inner, findings))
                    yield return entry;
            }
            else if (value is YamlList { Items.Length: 0 } || Scalar(value) is { Length: > 0 })
            {
                yield return new(prefix + key.Text, key.At, Scalar(value)!, value.At);
            }
            else
            {
                findings.Refuse(value.At, $"'{prefix}{key.Text}' is {value.Describe()}", "give it a value, or remove it");
            }
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
        var data = Value(map, "data") as YamlMap;
        if ((data is null ? null : Value(data, Flat) ?? Value(data, Nested)) is not YamlScalar file)
        {
            findings.Refuse(map.At, $"a ConfigMap without {Flat} and {Nested}", "one that has either in 'data', or the file itself");
            return [];
        }

        var below = text.Split('\n').Skip(file.At.Line).FirstOrDefault(line => line.Trim().Length > 0) ?? "";
        var before = new Position(file.At.Line, below.Length - below.TrimStart().Length);
        return Value(data!, Flat) is YamlScalar ? FlatConf.Read(file.Text, findings, before) : Within(file.Text, before, findings);
    }

    /// <summary>A file within a file: places are those of the outer one.</summary>
    private static ImmutableArray<ConfEntry> Within(string text, Position before, Findings findings)
    {
        var inner = new Findings(findings.FileName);
        var entries = Read(text, inner);
        foreach (var error in inner.Errors)
            findings.Refuse(Outer(new(error.Line, error.Column)), error.Found, error.Expected, error.Nearest);
        return [.. entries.Select(entry => entry with { KeyAt = Outer(entry.KeyAt), ValueAt = Outer(entry.ValueAt) })];

        Position Outer(Position at) => new(before.Line + at.Line, before.Column + at.Column);
    }

    private static YamlValue? Value(YamlMap map, string key) => map.Entries.FirstOrDefault(entry => entry.Key.Text == key)?.Value;

    private static string? Text(YamlMap map, string key) => (Value(map, key) as YamlScalar)?.Text;
}
