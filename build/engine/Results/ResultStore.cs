using System.Text.Json;
using System.Text.Json.Serialization;

namespace Fridge.Engine;

/// <summary>The values of typed targets from earlier runs: <c>.nuke/temp/results/&lt;Target&gt;.json</c>, each with the hash of its inputs.</summary>
internal sealed class ResultStore(string folder)
{
    private static readonly JsonSerializerOptions Options = new()
    {
        WriteIndented = true,
        RespectRequiredConstructorParameters = true,
        Converters = { new JsonStringEnumConverter() },
    };

    public static ResultStore In(string root) => new(Path.Combine(root, ".nuke", "temp", "results"));

    /// <summary>Equal inputs, equal values: what this compilation has stored for these inputs isn't written again.</summary>
    /// <exception cref="NotSupportedException">The value's type can't be JSON.</exception>
    public void Save(string target, string inputsHash, object value)
    {
        var form = value.GetType().Module.ModuleVersionId.ToString();
        if (Has(target, inputsHash, form))
            return;
        Directory.CreateDirectory(folder);
        var stored = new Stored(inputsHash, JsonSerializer.SerializeToElement(value, value.GetType(), Options)) { Form = form };
        var fresh = $"{PathOf(target)}.{Environment.ProcessId}";
        File.WriteAllText(fresh, JsonSerializer.Serialize(stored, Options));
        File.Move(fresh, PathOf(target), overwrite: true);
    }

    /// <summary>What is stored for these inputs.</summary>
    public StoredResult Find(string target, Type type, string inputsHash)
    {
        if (!File.Exists(PathOf(target)))
            return StoredResult.None;
        try
        {
            var stored = JsonSerializer.Deserialize<Stored>(File.ReadAllText(PathOf(target)), Options);
            return stored?.Inputs != inputsHash ? StoredResult.Other : new StoredResult(StoredState.Found, stored.Value.Deserialize(type, Options));
        }
        catch (JsonException)
        {
            return StoredResult.Other;
        }
    }

    private bool Has(string target, string inputsHash, string form)
    {
        if (!File.Exists(PathOf(target)))
            return false;
        try
        {
            using var stored = JsonDocument.Parse(File.ReadAllBytes(PathOf(target)));
            return stored.RootElement is { ValueKind: JsonValueKind.Object } fields
                && Says(fields, nameof(Stored.Inputs), inputsHash) && Says(fields, nameof(Stored.Form), form);
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static bool Says(JsonElement stored, string field, string text) =>
        stored.TryGetProperty(field, out var found) && found.ValueKind == JsonValueKind.String && found.ValueEquals(text);

    private string PathOf(string target) => Path.Combine(folder, $"{target}.json");

    private sealed record Stored(string Inputs, JsonElement Value)
    {
        /// <summary>Of the compilation that wrote it: by it a value's form may differ.</summary>
        public string? Form { get; init; }
    }
}

internal enum StoredState
{
    None,

    /// <summary>From other inputs, or by another version of the build.</summary>
    Other,

    Found,
}

internal sealed record StoredResult(StoredState State, object? Value)
{
    public static StoredResult None { get; } = new(StoredState.None, null);

    public static StoredResult Other { get; } = new(StoredState.Other, null);
}
