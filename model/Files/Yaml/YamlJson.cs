using System.Text.Json.Nodes;

namespace Fridge.Model.Yaml;

/// <summary>A tree as JSON, to be stored with the cluster: every scalar is a text, places are left out.</summary>
internal static class YamlJson
{
    private static readonly Position Nowhere = new(1, 1);

    public static string Text(YamlValue value) => Node(value).ToJsonString();

    public static YamlMap Map(string text) => (YamlMap)Value(JsonNode.Parse(text)!);

    private static JsonNode Node(YamlValue value) => value switch
    {
        YamlMap map => new JsonObject(map.Entries.Select(entry => KeyValuePair.Create<string, JsonNode?>(entry.Key.Text, Node(entry.Value)))),
        YamlList list => new JsonArray([.. list.Items.Select(Node)]),
        YamlScalar scalar => JsonValue.Create(scalar.Text),
        _ => throw new ArgumentOutOfRangeException(nameof(value), value, null),
    };

    /// <summary>A text was checked before it was stored; plain, so that it may be a number again.</summary>
    private static YamlValue Value(JsonNode node) => node switch
    {
        JsonObject map => new YamlMap(Nowhere, [.. map.Select(entry => new YamlEntry(new(Nowhere, entry.Key, IsPlain: true), Value(entry.Value!)))]),
        JsonArray list => new YamlList(Nowhere, [.. list.Select(item => Value(item!))]),
        _ => node.GetValue<string>() is var text && new YamlScalar(Nowhere, text, IsPlain: true) is { IsNothing: false } plain ? plain : new(Nowhere, text, IsPlain: false),
    };
}
