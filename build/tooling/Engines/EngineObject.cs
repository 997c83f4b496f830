using System.Collections.Immutable;
using System.Text.Json;

namespace Fridge.Tooling.Engines;

/// <summary>
/// An object that an engine's API said, read field by field: a serializer has some hundred methods compiled anew in each run, for the few fields that are read.
/// A field that is null and one that isn't there are the same.
/// </summary>
public sealed class EngineObject
{
    private readonly JsonElement fields;

    private EngineObject(JsonElement fields) => this.fields = fields.ValueKind == JsonValueKind.Object ? fields : throw new JsonException("It is no object.");

    /// <exception cref="JsonException">It is no JSON, or no object.</exception>
    public static EngineObject Parse(string json) => new(Document(json));

    /// <exception cref="JsonException">It is no JSON, or no list of objects.</exception>
    public static ImmutableArray<T> ParseList<T>(string json, Func<EngineObject, T> read) => List(Document(json), read);

    /// <exception cref="JsonException">It is something else.</exception>
    public string? Text(string name) => Field(name, JsonValueKind.String) is { } text ? text.GetString() : null;

    /// <exception cref="JsonException">It is something else.</exception>
    public bool? Flag(string name) => Field(name, JsonValueKind.True, JsonValueKind.False) is { } flag ? flag.ValueKind == JsonValueKind.True : null;

    /// <exception cref="JsonException">It is something else, or more than 64 bits.</exception>
    public long? Number(string name) =>
        Field(name, JsonValueKind.Number) is not { } number ? null : number.TryGetInt64(out var value) ? value : throw new JsonException($"{name} is no whole number.");

    /// <exception cref="JsonException">It is something else.</exception>
    public EngineObject? Object(string name) => Field(name, JsonValueKind.Object) is { } inner ? new EngineObject(inner) : null;

    /// <exception cref="JsonException">It is something else.</exception>
    public ImmutableArray<T>? Objects<T>(string name, Func<EngineObject, T> read) => Field(name, JsonValueKind.Array) is { } list ? List(list, read) : null;

    /// <summary>The texts of a list; of lists in a list, one after another.</summary>
    /// <exception cref="JsonException">It is something else.</exception>
    public ImmutableArray<string>? Texts(string name)
    {
        if (Field(name, JsonValueKind.Array) is not { } list)
            return null;
        var texts = ImmutableArray.CreateBuilder<string>();
        Collect(name, list, texts);
        return texts.DrainToImmutable();
    }

    /// <exception cref="JsonException">It is something else.</exception>
    public ImmutableDictionary<string, string>? Map(string name)
    {
        if (Field(name, JsonValueKind.Object) is not { } map)
            return null;
        var entries = ImmutableDictionary.CreateBuilder<string, string>();
        foreach (var entry in map.EnumerateObject())
            entries[entry.Name] = entry.Value.ValueKind == JsonValueKind.String ? entry.Value.GetString()! : throw new JsonException($"{name}.{entry.Name} is no text.");
        return entries.ToImmutable();
    }

    private static void Collect(string name, JsonElement list, ImmutableArray<string>.Builder texts)
    {
        foreach (var item in list.EnumerateArray())
        {
            if (item.ValueKind == JsonValueKind.Array)
                Collect(name, item, texts);
            else
                texts.Add(item.ValueKind == JsonValueKind.String ? item.GetString()! : throw new JsonException($"{name} is no list of texts."));
        }
    }

    private static ImmutableArray<T> List<T>(JsonElement list, Func<EngineObject, T> read)
    {
        if (list.ValueKind != JsonValueKind.Array)
            throw new JsonException("It is no list.");
        var items = ImmutableArray.CreateBuilder<T>(list.GetArrayLength());
        foreach (var item in list.EnumerateArray())
            items.Add(read(new EngineObject(item)));
        return items.MoveToImmutable();
    }

    private static JsonElement Document(string json)
    {
        using var document = JsonDocument.Parse(json);
        return document.RootElement.Clone();
    }

    private JsonElement? Field(string name, JsonValueKind kind, JsonValueKind? orKind = null)
    {
        if (!fields.TryGetProperty(name, out var value) || value.ValueKind == JsonValueKind.Null)
            return null;
        return value.ValueKind == kind || value.ValueKind == orKind ? value : throw new JsonException($"{name} is {value.ValueKind.ToString().ToLowerInvariant()}, not {kind.ToString().ToLowerInvariant()}.");
    }
}
