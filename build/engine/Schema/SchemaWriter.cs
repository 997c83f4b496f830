using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Fridge.Engine;

/// <summary>The JSON schema of <c>.nuke/parameters.json</c> (draft 7), with the targets' names for editors, as NUKE has it.</summary>
public static class SchemaWriter
{
    public const string RelativePath = ".nuke/build.schema.json";

    /// <param name="build">A build class with a constructor without parameters.</param>
    /// <returns>The file's text, which ends with a line feed.</returns>
    public static string Write(Type build) => Write(BuildModel.Of((FridgeBuild)Activator.CreateInstance(build)!));

    public static string Write(BuildModel model)
    {
        using var stream = new MemoryStream();
        var options = new JsonWriterOptions { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
        using (var json = new Utf8JsonWriter(stream, options))
            WriteRoot(json, model);
        return Encoding.UTF8.GetString(stream.ToArray()) + "\n";
    }

    private static void WriteRoot(Utf8JsonWriter json, BuildModel model)
    {
        json.WriteStartObject();
        json.WriteString("$schema", "http://json-schema.org/draft-07/schema#");
        json.WriteString("title", "Parameters of the build");
        json.WriteStartObject("definitions");
        json.WriteStartObject("Target");
        json.WriteString("type", "string");
        SchemaTypes.WriteNames(json, "enum", model.Targets.Where(target => target.Listed).Select(target => target.Name));
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteString("type", "object");
        json.WriteBoolean("additionalProperties", false);
        json.WriteStartObject("properties");
        json.WriteStartObject("$schema");
        json.WriteString("type", "string");
        json.WriteEndObject();
        foreach (var namesakes in model.Parameters.Where(parameter => !parameter.IsSecret).GroupBy(parameter => parameter.Key))
            WriteParameter(json, [.. namesakes]);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    /// <param name="namesakes">One, but where several members have one option's name.</param>
    private static void WriteParameter(Utf8JsonWriter json, IReadOnlyList<ParameterModel> namesakes)
    {
        json.WriteStartObject(namesakes[0].Key);
        json.WriteString("description", string.Join("; ", namesakes.Select(Describe)));
        SchemaTypes.Write(json, namesakes[0].Type, namesakes[0].IsList);
        json.WriteEndObject();
    }
    private static string Describe(ParameterModel parameter) =>
        parameter.For.IsEmpty ? parameter.Description : $"{parameter.Description} ({string.Join(", ", parameter.For)})";
}
