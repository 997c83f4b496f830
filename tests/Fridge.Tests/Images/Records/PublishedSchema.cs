using System.Text.Json;
using Fridge.Tests.Support;
using Json.Schema;

namespace Fridge.Tests.Images.Records;

/// <summary>A schema of <c>Schemas/</c>, as whoever made the format publishes it.</summary>
internal sealed class PublishedSchema
{
    private readonly JsonSchema schema;

    /// <param name="refersTo">Schemas that it names.</param>
    private PublishedSchema(string name, params string[] refersTo)
    {
        var options = new BuildOptions { SchemaRegistry = new SchemaRegistry() };
        foreach (var other in refersTo)
            JsonSchema.FromText(Text(other), options);
        schema = JsonSchema.FromText(Text(name), options);
    }

    public static PublishedSchema Spdx { get; } = new("spdx-2.3");

    public static PublishedSchema CycloneDx { get; } = new("bom-1.5", "jsf-0.82", "spdx");

    /// <summary>What doesn't fit, and where.</summary>
    public string[] Refusals(string json)
    {
        using var document = JsonDocument.Parse(json);
        var result = schema.Evaluate(document.RootElement, new EvaluationOptions { OutputFormat = OutputFormat.List });
        return result.IsValid ? [] :
        [
            .. (result.Details ?? []).Append(result).Where(detail => detail.Errors is { Count: > 0 })
                .Select(detail => $"{detail.InstanceLocation}: {string.Join("; ", detail.Errors!.Values)}").DefaultIfEmpty("does not fit"),
        ];
    }

    private static string Text(string name) => File.ReadAllText(Checkout.File("tests", "Fridge.Tests", "Images", "Records", "Schemas", $"{name}.schema.json"));
}
