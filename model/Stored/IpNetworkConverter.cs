using System.Net;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Fridge.Model;

/// <summary><c>"10.77.0.0/16"</c>, which System.Text.Json does not know by itself.</summary>
internal sealed class IpNetworkConverter : JsonConverter<IPNetwork>
{
    public override IPNetwork Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        IPNetwork.TryParse(reader.GetString(), out var network) ? network : throw new JsonException($"'{reader.GetString()}' is no network");

    public override void Write(Utf8JsonWriter writer, IPNetwork value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.ToString());
}
