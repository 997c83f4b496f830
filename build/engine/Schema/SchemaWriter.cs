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
    public static string Write(Type build)
    {
        var instance = (FridgeBuild)Activator.CreateInstance(build)!;
        return Write(TargetGraph.Of(instance), ParameterMembers.Of(build));
    }

    internal static string Write(TargetGraph graph, IReadOnlyList<ParameterMember> parameters)
    {
        using var stream = new MemoryStream();
        var options = new JsonWriterOptions { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
        using (var json = new Utf8JsonWriter(stream, options))
            WriteRoot(json, graph, parameters);
        return Encoding.UTF8.GetString(stream.ToArray()) + "\n";
    }

    private static void WriteRoot(Utf8JsonWriter json, TargetGraph graph, IReadOnlyList<ParameterMember> parameters)
    {
        json.WriteStartObject();
        json.WriteString("$schema", "http://json-schema.org/draft-07/schema#");
        json.WriteString("title", "Parameters of the build");
        json.WriteStartObject("definitions");
        json.WriteStartObject("Target");
        json.WriteString("type", "string");
        SchemaTypes.WriteNames(json, "enum", graph.Targets.Where(target => target.Settings.Listed).Select(target => target.Name));
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteString("type", "object");
        json.WriteBoolean("additionalProperties", false);
        json.WriteStartObject("properties");
        json.WriteStartObject("$schema");
        json.WriteString("type", "string");
        json.WriteEndObject();
        foreach (var parameter in parameters.Where(parameter => !parameter.IsSecret))
            WriteParameter(json, parameter);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteParameter(Utf8JsonWriter json, ParameterMember parameter)
    {
        json.WriteStartObject(parameter.Key);
        json.WriteString("description", parameter.Attribute.Description);
        SchemaTypes.Write(json, parameter.PlainType);
        json.WriteEndObject();
    }
}
