using System.Text.Json;
using System.Text.Json.Serialization;

namespace Fridge.Rollout.Releases;

/// <summary>The one way in which records are written and read.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UseStringEnumConverter = true,
    RespectRequiredConstructorParameters = true,
    IgnoreReadOnlyProperties = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ReleaseIntent))]
[JsonSerializable(typeof(ReleaseResult))]
internal sealed partial class ReleaseJson : JsonSerializerContext
{
    public static string Write(ReleaseIntent intent) => JsonSerializer.Serialize(intent, Default.ReleaseIntent);

    public static string Write(ReleaseResult result) => JsonSerializer.Serialize(result, Default.ReleaseResult);
}
