using System.ComponentModel;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using Json.Schema;

namespace Fridge.Tests.Support;

/// <summary>
/// A schema of <c>docs/schemas/</c>: made from the types that are written (<c>FRIDGE_ACCEPT=1</c> writes the file), and judged by a validator
/// that isn't ours.
/// </summary>
internal sealed class DocumentedSchema
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly JsonSchema schema;

    private DocumentedSchema(JsonSchema schema) => this.schema = schema;

    public static DocumentedSchema Of(string name) => new(JsonSchema.FromText(File.ReadAllText(PathOf(name)), new BuildOptions { SchemaRegistry = new SchemaRegistry() }));

    /// <summary>What doesn't fit, and where; null: the text fits.</summary>
    public string? Refusal(string json)
    {
        using var document = JsonDocument.Parse(json);
        var result = schema.Evaluate(document.RootElement, new EvaluationOptions { OutputFormat = OutputFormat.List });
        return result.IsValid ? null : string.Join('\n', (result.Details ?? []).Append(result)
            .Where(detail => detail.Errors is { Count: > 0 })
            .Select(detail => $"{detail.InstanceLocation}: {string.Join("; ", detail.Errors!.Values)}")
            .DefaultIfEmpty("does not fit"));
    }

    public static void Match(string name, JsonSerializerOptions options, Type type) => Text(options, type).ShouldMatchFile(PathOf(name));

    private static string PathOf(string name) => Checkout.File("docs", "schemas", $"{name}.schema.json");

    private static string Text(JsonSerializerOptions options, Type type)
    {
        var made = (JsonObject)options.GetJsonSchemaAsNode(type, new JsonSchemaExporterOptions { TreatNullObliviousAsNonNullable = true, TransformSchemaNode = Describe });
        LeaveOutNull(made);
        LeaveOutUnknown(made["anyOf"] as JsonArray);
        var head = new JsonObject { ["$schema"] = "https://json-schema.org/draft/2020-12/schema" };
        foreach (var (key, value) in made.ToList())
        {
            made.Remove(key);
            head[key] = value;
        }

        return head.ToJsonString(Indented) + "\n";
    }

    /// <summary>A time is a number of seconds, a moment a text; what a member's <see cref="DescriptionAttribute"/> says goes along.</summary>
    private static JsonNode Describe(JsonSchemaExporterContext context, JsonNode made)
    {
        var type = Nullable.GetUnderlyingType(context.TypeInfo.Type) ?? context.TypeInfo.Type;
        if (type == typeof(TimeSpan))
            made = new JsonObject { ["type"] = "number", ["minimum"] = 0 };
        else if (type == typeof(DateTimeOffset))
            made = new JsonObject { ["type"] = "string", ["format"] = "date-time" };
        if (made is JsonObject described && Said(context) is { } text)
            described.Insert(0, "description", text);
        return made;
    }

    /// <summary>What a reader takes for an event of a later version isn't one that is written.</summary>
    private static void LeaveOutUnknown(JsonArray? kinds)
    {
        if (kinds is [.., { } last] && last["properties"]?["event"] is null)
            kinds.Remove(last);
    }

    /// <summary>A field without a value isn't written: it is never null, and not required.</summary>
    private static void LeaveOutNull(JsonNode? made)
    {
        if (made is JsonObject { } type)
        {
            if (type["required"] is JsonArray required)
            {
                foreach (var name in required.Where(name => MayBeNull(type["properties"]![(string)name!])).ToList())
                    required.Remove(name);
            }

            foreach (var child in type.Select(field => field.Value).ToList())
                LeaveOutNull(child);
            if (MayBeNull(type))
                type["type"] = ((JsonArray)type["type"]!).Select(name => (string)name!).Single(name => name != "null");
            if (type.TryGetPropertyValue("default", out var usual) && usual is null)
                type.Remove("default");
        }
        else if (made is JsonArray list)
        {
            foreach (var child in list)
                LeaveOutNull(child);
        }
    }

    private static bool MayBeNull(JsonNode? made) =>
        made is JsonObject && made["type"] is JsonArray types && types.Any(name => (string?)name == "null");

    private static string? Said(JsonSchemaExporterContext context) =>
        (context.PropertyInfo?.AttributeProvider ?? context.TypeInfo.Type)
            .GetCustomAttributes(typeof(DescriptionAttribute), inherit: false).OfType<DescriptionAttribute>().FirstOrDefault()?.Description;
}
