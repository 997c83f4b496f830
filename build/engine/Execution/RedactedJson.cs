using System.Text.Json;
using System.Text.Json.Nodes;

namespace Fridge.Engine;

/// <summary>Takes secrets out of the texts of a JSON value. Names of fields are the type's own and stay.</summary>
internal static class RedactedJson
{
    public static JsonElement Map(JsonElement value, Func<string, string> redact) => value.ValueKind switch
    {
        JsonValueKind.String => ToElement(JsonValue.Create(redact(value.GetString()!))),
        JsonValueKind.Array => ToElement(new JsonArray([.. value.EnumerateArray().Select(item => ToNode(Map(item, redact)))])),
        JsonValueKind.Object => ToElement(new JsonObject(value.EnumerateObject().Select(field => KeyValuePair.Create(field.Name, ToNode(Map(field.Value, redact)))))),
        _ => value,
    };

    private static JsonElement ToElement(JsonNode node)
    {
        using var document = JsonDocument.Parse(node.ToJsonString());
        return document.RootElement.Clone();
    }

    private static JsonNode? ToNode(JsonElement value) => JsonNode.Parse(value.GetRawText());
}
