using System.Text.Encodings.Web;
using System.Text.Json;

namespace Fridge.Engine;

/// <summary>An object per line for programs; every one has <c>event</c> and <c>at</c> (UTC).</summary>
internal sealed class JsonEvents(Stream stream) : IEventSink
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public void Accept(DateTimeOffset at, RunEvent happened)
    {
        using (var json = new Utf8JsonWriter(stream, Options))
        {
            json.WriteStartObject();
            json.WriteString("event", JsonNamingPolicy.CamelCase.ConvertName(NameOf(happened)));
            json.WriteString("at", at.UtcDateTime);
            JsonEventBody.Write(json, happened);
            json.WriteEndObject();
        }

        stream.WriteByte((byte)'\n');
        stream.Flush();
    }

    private static string NameOf(RunEvent happened) => happened switch
    {
        TableShown => "table",
        PlanShown => "plan",
        _ => happened.GetType().Name,
    };
}
