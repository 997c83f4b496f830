using System.Text.Json;
using System.Text.Json.Serialization;

namespace Fridge.Model;

/// <summary>As Kubernetes writes it: <c>"1.26.15"</c>.</summary>
internal sealed class KubernetesVersionConverter : JsonConverter<KubernetesVersion>
{
    public override KubernetesVersion Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        KubernetesVersion.TryParse(reader.GetString() ?? "") ?? throw new JsonException($"'{reader.GetString()}' is no version of Kubernetes");

    public override void Write(Utf8JsonWriter writer, KubernetesVersion value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.ToString());
}
