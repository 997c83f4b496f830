using System.Text.Json;
using System.Text.Json.Serialization;

namespace Fridge.Engine;

/// <summary>Values that come as JSON: those of <c>.nuke/parameters.json</c>, and parameters whose type is a record.</summary>
internal static class ParameterJson
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
        Converters = { new JsonStringEnumConverter() },
    };

    public static object Read(ParameterMember parameter, JsonElement value)
    {
        var origin = $"{ParametersFile.RelativePath}: {parameter.Key}";
        return ValueText.CanConvert(parameter.PlainType)
            ? Texts(parameter, value, origin)
            : Deserialize(parameter, value, origin);
    }

    public static object Parse(ParameterMember parameter, string text, string origin)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            return Deserialize(parameter, document.RootElement, origin);
        }
        catch (JsonException error)
        {
            throw new WrongUseException($"{origin}: not valid JSON: {error.Message}");
        }
    }

    private static object Texts(ParameterMember parameter, JsonElement value, string origin)
    {
        try
        {
            return ValueText.Convert(parameter.PlainType, [.. Elements(value).Select(TextOf)]);
        }
        catch (FormatException expected)
        {
            throw new WrongUseException($"{origin}: {value.GetRawText()} doesn't fit; expected: {expected.Message}.");
        }

        IEnumerable<JsonElement> Elements(JsonElement element) =>
            element.ValueKind == JsonValueKind.Array && parameter.ElementType is not null ? element.EnumerateArray() : [element];
    }

    private static string TextOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString()!,
        JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => value.GetRawText(),
        _ => throw new FormatException("a text, a number, true or false"),
    };

    private static object Deserialize(ParameterMember parameter, JsonElement value, string origin)
    {
        try
        {
            return value.Deserialize(parameter.Type, Options) ?? throw new WrongUseException($"{origin}: null doesn't fit.");
        }
        catch (JsonException error)
        {
            throw new WrongUseException($"{origin}: {error.Message}");
        }
    }
}
