using System.Collections.Immutable;
using System.Net;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Fridge.Model;

/// <summary>A list of networks as a list of texts.</summary>
internal sealed class IpNetworksConverter : JsonConverter<ImmutableArray<IPNetwork>>
{
    public override ImmutableArray<IPNetwork> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        [.. (JsonSerializer.Deserialize<string[]>(ref reader, options) ?? []).Select(IPNetwork.Parse)];

    public override void Write(Utf8JsonWriter writer, ImmutableArray<IPNetwork> value, JsonSerializerOptions options) =>
        JsonSerializer.Serialize(writer, value.Select(network => network.ToString()), options);
}
