using System.Text.Json;

namespace Fridge.Engine;

/// <summary>What a target found, as typed data for programs; the tables that people read are made from the same.</summary>
/// <param name="Name">Tells what a target publishes apart: <c>status</c>.</param>
/// <param name="Version">Of the value's form; raised when a field is taken away or means something else.</param>
/// <param name="Value">Its form is documented beside the target's; see <c>docs/json.md</c>.</param>
public sealed record DataPublished(string Target, string Name, int Version, JsonElement Value) : RunEvent
{
    internal override RunEvent Map(Func<string, string> redact) => this with { Value = RedactedJson.Map(Value, redact) };
}
