using System.Collections.Immutable;
using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;

namespace Fridge.Model.Yaml;

/// <summary>
/// Reads the keys of one mapping by type. A wrong value becomes a finding and the reader goes on with the fallback;
/// what nobody asked for is refused by <see cref="RefuseUnknown"/>.
/// </summary>
/// <param name="path">The mapping's place in the file, <c>flink.taskManager</c>; empty for the file itself.</param>
internal sealed class MapReader(string path, YamlMap map, Findings findings)
{
    private readonly SortedSet<string> _known = new(StringComparer.Ordinal);

    public Position At => map.At;

    public string NameOf(string key) => path.Length == 0 ? key : $"{path}.{key}";

    public YamlValue? Take(string key)
    {
        _known.Add(key);
        return map.Entries.FirstOrDefault(entry => entry.Key.Text == key)?.Value;
    }

    /// <summary>The place of a key's value, or of the mapping where the key is absent.</summary>
    public Position PlaceOf(string key) => Take(key)?.At ?? map.At;

    /// <summary>Refuses an absent key.</summary>
    public YamlValue? Require(string key, string expected)
    {
        var value = Take(key);
        if (value is null)
            findings.Refuse(map.At, $"'{NameOf(key)}' is missing", expected);
        return value;
    }

    /// <summary>A text that must match; null where it is absent or wrong.</summary>
    public string? Text(string key, Regex? shape, string expected)
    {
        var value = Take(key);
        if (value is null)
            return null;
        if (value is YamlScalar { IsNothing: false } scalar && shape?.IsMatch(scalar.Text) != false)
            return scalar.Text;
        Wrong(key, value, expected);
        return null;
    }

    public int? Integer(string key, int least, int most)
    {
        var value = Take(key);
        if (value is null)
            return null;
        if (value is YamlScalar { IsPlain: true } scalar
            && int.TryParse(scalar.Text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && number >= least && number <= most)
            return number;
        Wrong(key, value, most == int.MaxValue ? $"a whole number from {least}" : $"a whole number from {least} to {most}");
        return null;
    }

    /// <summary>A choice by its name in the file.</summary>
    public T? Choice<T>(string key, IReadOnlyDictionary<string, T> choices)
        where T : struct
    {
        var value = Take(key);
        return value is null ? null : Chosen(key, value, choices);
    }

    public T? Chosen<T>(string key, YamlValue value, IReadOnlyDictionary<string, T> choices)
        where T : struct
    {
        if (value is YamlScalar { IsNothing: false } scalar)
        {
            if (choices.TryGetValue(scalar.Text, out var choice))
                return choice;
            findings.Refuse(value.At, Found(key, value), $"one of {string.Join(", ", choices.Keys)} is expected", Nearest.To(scalar.Text, choices.Keys));
            return null;
        }

        Wrong(key, value, $"one of {string.Join(", ", choices.Keys)}");
        return null;
    }

    public MemorySize? Memory(string key)
    {
        var value = Take(key);
        if (value is null)
            return null;
        if (value is YamlScalar scalar && MemorySize.TryParse(scalar.Text, out var size) && size > MemorySize.Zero)
            return size;
        Wrong(key, value, "a size as Flink writes it, such as 512m or 1g");
        return null;
    }

    public IPNetwork? Network(string key)
    {
        var value = Take(key);
        return value is null ? null : Network(key, value);
    }

    /// <summary>Host bits are refused: <c>192.168.1.7/24</c> is more often a slip than a wish for the whole network.</summary>
    public IPNetwork? Network(string key, YamlValue value)
    {
        if (value is YamlScalar scalar && scalar.Text.Contains('/') && IPNetwork.TryParse(scalar.Text, out var network))
        {
            if (IPAddress.Parse(scalar.Text.Split('/')[0]).Equals(network.BaseAddress))
                return network;
            Wrong(key, value, $"a network without host bits: {network}");
            return null;
        }

        Wrong(key, value, "a network such as 10.77.0.0/16");
        return null;
    }

    public ImmutableArray<YamlValue> List(string key, string expected)
    {
        switch (Take(key))
        {
            case null:
                return [];
            case YamlList list:
                return list.Items;
            case var other:
                Wrong(key, other, expected);
                return [];
        }
    }

    /// <summary>Null where the key is absent or is no mapping.</summary>
    public MapReader? Map(string key, string expected)
    {
        switch (Take(key))
        {
            case null:
                return null;
            case YamlMap inner:
                return new(NameOf(key), inner, findings);
            case var other:
                Wrong(key, other, expected);
                return null;
        }
    }

    public void RefuseUnknown()
    {
        foreach (var entry in map.Entries.Where(entry => !_known.Contains(entry.Key.Text)))
            findings.Refuse(entry.Key.At, $"unknown key '{NameOf(entry.Key.Text)}'", $"known here: {string.Join(", ", _known)}", Nearest.To(entry.Key.Text, _known));
    }

    public void Wrong(string key, YamlValue value, string expected) =>
        findings.Refuse(value.At, Found(key, value), $"expected {expected}");

    private string Found(string key, YamlValue value) => $"'{NameOf(key)}' is {value.Describe()}";
}
