using System.Reflection;
using System.Text.Json;

namespace Fridge.Engine;

/// <summary>A type's keywords in a JSON schema.</summary>
internal static class SchemaTypes
{
    /// <param name="isList">A list of that type.</param>
    public static void Write(Utf8JsonWriter json, Type type, bool isList)
    {
        if (isList)
            WriteArray(json, type);
        else
            Write(json, type);
    }

    public static void Write(Utf8JsonWriter json, Type type)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (ValueText.ElementOf(type) is { } element)
            WriteArray(json, element);
        else if (!ValueText.CanConvert(type))
            WriteObject(json, type);
        else
            json.WriteString("type", Name(type));
        if (type.IsEnum)
            WriteNames(json, "enum", Enum.GetNames(type));
    }

    public static void WriteNames(Utf8JsonWriter json, string keyword, IEnumerable<string> names)
    {
        json.WriteStartArray(keyword);
        foreach (var name in names)
            json.WriteStringValue(name);
        json.WriteEndArray();
    }

    private static void WriteArray(Utf8JsonWriter json, Type element)
    {
        json.WriteString("type", "array");
        json.WriteStartObject("items");
        Write(json, element);
        json.WriteEndObject();
    }

    private static void WriteObject(Utf8JsonWriter json, Type type)
    {
        json.WriteString("type", "object");
        json.WriteBoolean("additionalProperties", false);
        json.WriteStartObject("properties");
        foreach (var property in type.GetProperties(BindingFlags.Instance | BindingFlags.Public))
        {
            json.WriteStartObject(JsonNamingPolicy.CamelCase.ConvertName(property.Name));
            Write(json, property.PropertyType);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private static string Name(Type type) => Type.GetTypeCode(type) switch
    {
        _ when type.IsEnum => "string",
        TypeCode.Boolean => "boolean",
        TypeCode.Single or TypeCode.Double or TypeCode.Decimal => "number",
        >= TypeCode.SByte and <= TypeCode.UInt64 => "integer",
        _ => "string",
    };
}
