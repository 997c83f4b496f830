using System.Collections.Immutable;
using System.Net;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Fridge.Model;

/// <summary><c>"10.77.0.0/16"</c>, which System.Text.Json does not know by itself.</summary>
internal sealed class IpNetworkConverter : JsonConverter<IPNetwork>
{
    public override IPNetwork Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        IPNetwork.TryParse(reader.GetString(), out var network) ? network : throw new JsonException($"'{reader.GetString()}' is not a network");

    public override void Write(Utf8JsonWriter writer, IPNetwork value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.ToString());
}

/// <summary>A list of networks as a list of texts.</summary>
internal sealed class IpNetworksConverter : JsonConverter<ImmutableArray<IPNetwork>>
{
    public override ImmutableArray<IPNetwork> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        [.. (JsonSerializer.Deserialize<string[]>(ref reader, options) ?? []).Select(IPNetwork.Parse)];

    public override void Write(Utf8JsonWriter writer, ImmutableArray<IPNetwork> value, JsonSerializerOptions options) =>
        JsonSerializer.Serialize(writer, value.Select(network => network.ToString()), options);
}

/// <summary>As Kubernetes writes it: <c>"1.26.15"</c>.</summary>
internal sealed class KubernetesVersionConverter : JsonConverter<KubernetesVersion>
{
    public override KubernetesVersion Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        KubernetesVersion.TryParse(reader.GetString() ?? "") ?? throw new JsonException($"'{reader.GetString()}' is not a version of Kubernetes");

    public override void Write(Utf8JsonWriter writer, KubernetesVersion value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.ToString());
}

/// <summary>As Flink writes it: <c>"512m"</c>.</summary>
internal sealed class MemorySizeConverter : JsonConverter<MemorySize>
{
    public override MemorySize Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        MemorySize.TryParse(reader.GetString() ?? "", out var size) ? size : throw new JsonException($"'{reader.GetString()}' is not a size");

    public override void Write(Utf8JsonWriter writer, MemorySize value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.ToConfig());
}
