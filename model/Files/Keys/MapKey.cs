using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Fridge.Model.Yaml;

namespace Fridge.Model;

/// <summary>A mapping with keys of its own; any other key in it is refused.</summary>
public sealed class MapKey(string name, string sentence, params ImmutableArray<Key> keys) : Key(name, sentence)
{
    public ImmutableArray<Key> Keys { get; } = keys;

    public override string Type => "mapping";

    /// <summary>What a message says in place of something that is no mapping.</summary>
    internal string Expected
    {
        get => field ?? $"a mapping: {Example ?? $"{{{string.Join(", ", Keys.Select(key => key.Name))}}}"}";
        init;
    }

    internal override void Check(Asked asked)
    {
        if (asked.Value is YamlMap map)
            MapReader.Open(this, asked.Name, map, asked.Findings).CheckAll();
        else
            asked.Wrong(Expected);
    }

    internal override JsonObject Shape() => new()
    {
        ["type"] = "object",
        ["additionalProperties"] = false,
        ["required"] = new JsonArray([.. Keys.Where(key => key.Required is not null).Select(key => (JsonNode)key.Name)]),
        ["properties"] = new JsonObject(Keys.Select(key => KeyValuePair.Create<string, JsonNode?>(key.Name, key.Schema()))),
    };
}
