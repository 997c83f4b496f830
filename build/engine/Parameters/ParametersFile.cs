using System.Text.Json;

namespace Fridge.Engine;

/// <summary><c>.nuke/parameters.json</c>: members' names (or kebab names) and their values.</summary>
internal sealed class ParametersFile
{
    public const string RelativePath = ".nuke/parameters.json";

    private static readonly JsonDocumentOptions Lenient = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    private readonly Dictionary<string, JsonElement> values = [];

    /// <exception cref="WrongUseException">No JSON object, an unknown key, a secret.</exception>
    public static ParametersFile Load(string root, IReadOnlyList<ParameterMember> parameters)
    {
        var path = Path.Combine(root, RelativePath);
        return File.Exists(path) ? Parse(File.ReadAllText(path), parameters) : new ParametersFile();
    }

    public static ParametersFile Parse(string json, IReadOnlyList<ParameterMember> parameters)
    {
        var file = new ParametersFile();
        foreach (var property in Properties(json))
            file.values[MemberOf(property.Name, parameters).Key] = property.Value;
        return file;
    }

    public JsonElement? Find(ParameterMember parameter) =>
        values.TryGetValue(parameter.Key, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;

    private static IEnumerable<JsonProperty> Properties(string json)
    {
        try
        {
            var root = JsonDocument.Parse(json, Lenient).RootElement;
            return root.ValueKind == JsonValueKind.Object
                ? root.EnumerateObject().Where(property => property.Name != "$schema").ToList()
                : throw new WrongUseException($"{RelativePath}: a JSON object is expected.");
        }
        catch (JsonException error)
        {
            throw new WrongUseException($"{RelativePath}:{error.LineNumber + 1}:{error.BytePositionInLine + 1}: not valid JSON here.");
        }
    }

    private static ParameterMember MemberOf(string key, IReadOnlyList<ParameterMember> parameters)
    {
        var member = parameters.FirstOrDefault(parameter => parameter.Key == key || parameter.Name == key)
            ?? throw new WrongUseException(
                $"{RelativePath}: there is no parameter {key}.",
                Suggestion.For(key, parameters.Where(parameter => !parameter.IsSecret).Select(parameter => parameter.Key)));
        return !member.IsSecret ? member : throw new WrongUseException(
            $"{RelativePath}: {key} is a secret, and this file is checked in.",
            $"Remove it, then set {member.Variable} or name a file: --{member.Name}-file FILE.");
    }
}
