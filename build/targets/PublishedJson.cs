using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Fridge.Engine;
using Fridge.Rollout.Status;

namespace Fridge.Targets;

/// <summary>How what targets publish looks as JSON: as events do.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    Converters = [typeof(UtcConverter), typeof(SecondsConverter)])]
[JsonSerializable(typeof(ClusterStatus))]
internal sealed partial class PublishedJson : JsonSerializerContext
{
    public static JsonTypeInfo<ClusterStatus> Status => Default.ClusterStatus;
}
