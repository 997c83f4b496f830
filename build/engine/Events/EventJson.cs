using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Fridge.Engine;

/// <summary>Events as lines of JSON, which <c>--json</c> writes and programs read: the same records and the same context on both sides.</summary>
public static class EventJson
{
    /// <summary>A field without a value is left out; every other one is always there, and a reader refuses a line without.</summary>
    public static JsonSerializerOptions Options { get; } = new(EventJsonContext.Default.Options)
    {
        TypeInfoResolver = EventJsonContext.Default.WithAddedModifier(RequireWhatIsNeverNull),
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>The event and a line feed.</summary>
    public static void Write(Stream stream, RunEvent happened)
    {
        JsonSerializer.Serialize(stream, happened, Type);
        stream.WriteByte((byte)'\n');
        stream.Flush();
    }

    /// <returns>A <see cref="RunEvent"/> itself for one that this version doesn't know.</returns>
    /// <exception cref="JsonException">The line is no event.</exception>
    public static RunEvent Read(string line) =>
        JsonSerializer.Deserialize(line, Type) ?? throw new JsonException("An event is an object, not null.");

    private static JsonTypeInfo<RunEvent> Type => (JsonTypeInfo<RunEvent>)Options.GetTypeInfo(typeof(RunEvent));

    private static void RequireWhatIsNeverNull(JsonTypeInfo type)
    {
        foreach (var property in type.Properties.Where(property => property.Set is not null))
            property.IsRequired = !property.IsGetNullable && Nullable.GetUnderlyingType(property.PropertyType) is null;
    }
}
