using System.Text.Json;
using System.Text.Json.Serialization;

namespace Fridge.Engine;

/// <summary>How events look as JSON, compiled: a run that writes them starts no slower.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    RespectNullableAnnotations = true,
    AllowOutOfOrderMetadataProperties = true,
    Converters = [typeof(UtcConverter), typeof(SecondsConverter), typeof(CamelCaseEnum<TargetStatus>), typeof(CamelCaseEnum<MessageLevel>), typeof(CamelCaseEnum<ProgressUnit>)])]
[JsonSerializable(typeof(RunEvent))]
public sealed partial class EventJsonContext : JsonSerializerContext;

/// <summary>An enumeration's names as <c>notRun</c>.</summary>
public sealed class CamelCaseEnum<T>() : JsonStringEnumConverter<T>(JsonNamingPolicy.CamelCase)
    where T : struct, Enum;

/// <summary>A moment as UTC, <c>2026-01-02T12:00:00Z</c>.</summary>
public sealed class UtcConverter : JsonConverter<DateTimeOffset>
{
    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.GetDateTimeOffset();

    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) => writer.WriteStringValue(value.UtcDateTime);
}

/// <summary>A time as seconds with three decimals.</summary>
public sealed class SecondsConverter : JsonConverter<TimeSpan>
{
    public override TimeSpan Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        TimeSpan.FromSeconds(reader.GetDouble());

    public override void Write(Utf8JsonWriter writer, TimeSpan value, JsonSerializerOptions options) =>
        writer.WriteNumberValue(Math.Round(value.TotalSeconds, 3));
}
