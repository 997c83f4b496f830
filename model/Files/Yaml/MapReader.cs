using System.Collections.Immutable;

namespace Fridge.Model.Yaml;

/// <summary>
/// Reads one mapping by the keys that it declares. A wrong value becomes a finding, and the reader continues without it;
/// what is missing and what nobody declared is refused when the mapping is opened.
/// </summary>
internal sealed class MapReader
{
    private readonly MapKey keys;
    private readonly string path;
    private readonly YamlMap map;
    private readonly Findings findings;

    private MapReader(MapKey keys, string path, YamlMap map, Findings findings) =>
        (this.keys, this.path, this.map, this.findings) = (keys, path, map, findings);

    public Position At => map.At;

    /// <param name="path">The mapping's place in the file, <c>flink.taskManager</c>; empty for the file itself.</param>
    public static MapReader Open(MapKey keys, string path, YamlMap map, Findings findings)
    {
        var reader = new MapReader(keys, path, map, findings);
        reader.RefuseMissing();
        reader.RefuseUnknown();
        return reader;
    }

    public string NameOf(Key key) => NameOf(key.Name);

    /// <summary>The value as it stands there; null where the key is absent.</summary>
    public YamlValue? Take(Key key) => keys.Keys.Contains(key)
        ? map.Entries.FirstOrDefault(entry => entry.Key.Text == key.Name)?.Value
        : throw new InvalidOperationException($"The key '{NameOf(key)}' is read and not declared.");

    /// <summary>The place of a key's value, or of the mapping where the key is absent.</summary>
    public Position PlaceOf(Key key) => Take(key)?.At ?? map.At;

    /// <summary>As <see cref="PlaceOf(Key)"/>, of a key in an inner mapping; where that is absent, the place of this one.</summary>
    public Position PlaceOf(MapKey inner, Key key) => Take(inner) is YamlMap its
        ? new MapReader(inner, NameOf(inner), its, findings).PlaceOf(key)
        : map.At;

    /// <summary>False where the key is absent or its value is wrong, which is a finding then.</summary>
    public bool TryRead<T>(Key<T> key, out T value)
    {
        value = default!;
        return Take(key) is { } found && key.TryRead(Asked(key, found), out value);
    }

    /// <summary>The key's constant default where it is absent or wrong.</summary>
    public T Get<T>(Key<T> key) => TryRead(key, out var value) ? value : key.Fallback;

    public void Wrong(Key key, string expected)
    {
        if (Take(key) is { } value)
            Asked(key, value).Wrong(expected);
    }

    /// <summary>Null where the key is absent or is no mapping.</summary>
    public MapReader? Map(MapKey key)
    {
        switch (Take(key))
        {
            case null:
                return null;
            case YamlMap inner:
                return Open(key, NameOf(key), inner, findings);
            case var other:
                Asked(key, other).Wrong(key.Expected);
                return null;
        }
    }

    /// <summary>A reader for each entry that is a mapping; the others are findings.</summary>
    public ImmutableArray<MapReader> Entries(EntriesKey key)
    {
        switch (Take(key))
        {
            case null:
                return [];
            case YamlList list:
                return [.. list.Items.Select((item, index) => Entry(key, item, index)).OfType<MapReader>()];
            case var other:
                Asked(key, other).Wrong(key.Expected);
                return [];
        }
    }

    /// <summary>Reads all that is there, for its findings.</summary>
    public void CheckAll()
    {
        foreach (var key in keys.Keys)
        {
            if (Take(key) is { } value)
                key.Check(Asked(key, value));
        }
    }

    private MapReader? Entry(EntriesKey key, YamlValue item, int index)
    {
        var path = EntriesKey.NameOf(NameOf(key), index);
        if (item is YamlMap its)
            return Open(key.Entry, path, its, findings);
        new Asked(path, item, findings).Wrong(key.Entry.Expected);
        return null;
    }

    private void RefuseMissing()
    {
        foreach (var key in keys.Keys.Where(key => key.Required is not null && Take(key) is null))
            findings.Refuse(map.At, $"'{NameOf(key)}' is missing", key.Required!);
    }

    private void RefuseUnknown()
    {
        var known = keys.Keys.Select(key => key.Name).Order(StringComparer.Ordinal).ToList();
        foreach (var entry in map.Entries.Where(entry => !known.Contains(entry.Key.Text)))
            findings.Refuse(entry.Key.At, $"unknown key '{NameOf(entry.Key.Text)}'", $"known here: {string.Join(", ", known)}", Nearest.To(entry.Key.Text, known));
    }

    private string NameOf(string key) => path.Length == 0 ? key : $"{path}.{key}";

    private Asked Asked(Key key, YamlValue value) => new(NameOf(key), value, findings);
}

/// <summary>The value of a key that may be absent: null then, and where it is wrong.</summary>
internal static class OptionalValues
{
    public static T? Find<T>(this MapReader reader, Key<T> key)
        where T : struct => reader.TryRead(key, out var value) ? value : null;
}

/// <inheritdoc cref="OptionalValues"/>
internal static class OptionalTexts
{
    public static T? Find<T>(this MapReader reader, Key<T> key)
        where T : class => reader.TryRead(key, out var value) ? value : null;
}
