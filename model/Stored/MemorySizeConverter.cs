using System.Text.Json;
using System.Text.Json.Serialization;

namespace Fridge.Model;

/// <summary>As Flink writes it: <c>"512m"</c>.</summary>
internal sealed class MemorySizeConverter : JsonConverter<MemorySize>
{
    public override MemorySize Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        MemorySize.TryParse(reader.GetString() ?? "", out var size) ? size : throw new JsonException($"'{reader.GetString()}' is no size");

    public override void Write(Utf8JsonWriter writer, MemorySize value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.ToConfig());
}
