using System.Text.Json;
using System.Text.Json.Serialization;

namespace Fridge.Manifests.Values;

/// <summary>A value as the JSON that says the same; keys keep their order.</summary>
public sealed class ValueConverter<T> : JsonConverter<T>
    where T : Value
{
    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        using var document = JsonDocument.ParseValue(ref reader);
        return Of(document.RootElement) as T ?? throw new JsonException($"expected {typeof(T).Name}, found {document.RootElement.ValueKind}");
    }

    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => Write(writer, value);

    private static Value Of(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => Mapping.Of(element.EnumerateObject().Select(property => (property.Name, Of(property.Value)))),
        JsonValueKind.Array => new Sequence([.. element.EnumerateArray().Select(Of)]),
        JsonValueKind.String => new Scalar(element.GetString()),
        JsonValueKind.Number => new Scalar(element.TryGetInt64(out var whole) ? whole : element.GetDecimal()),
        JsonValueKind.True or JsonValueKind.False => new Scalar(element.GetBoolean()),
        _ => Scalar.Null,
    };

    private static void Write(Utf8JsonWriter writer, Value value)
    {
        switch (value)
        {
            case Mapping mapping:
                writer.WriteStartObject();
                foreach (var (key, entry) in mapping.Entries)
                {
                    writer.WritePropertyName(key);
                    Write(writer, entry);
                }

                writer.WriteEndObject();
                break;
            case Sequence sequence:
                writer.WriteStartArray();
                foreach (var item in sequence.Items)
                    Write(writer, item);
                writer.WriteEndArray();
                break;
            case Scalar { Content: string text }:
                writer.WriteStringValue(text);
                break;
            case Scalar { Content: bool flag }:
                writer.WriteBooleanValue(flag);
                break;
            case Scalar { Content: not null } number:
                writer.WriteRawValue(number.Text);
                break;
            default:
                writer.WriteNullValue();
                break;
        }
    }
}
