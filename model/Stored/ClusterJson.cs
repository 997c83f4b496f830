using System.Text.Json;
using System.Text.Json.Serialization;

namespace Fridge.Model;

/// <summary>
/// How records that cross rooms are stored. They carry their converters themselves, so any options that can write an enumeration will do;
/// these are for whoever has none of his own.
/// </summary>
public static class ClusterJson
{
    public static JsonSerializerOptions Options { get; } = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        RespectRequiredConstructorParameters = true,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };
}
