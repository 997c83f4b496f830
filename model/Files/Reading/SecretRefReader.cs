using System.Text.RegularExpressions;
using Fridge.Model.Yaml;

namespace Fridge.Model.Reading;

/// <summary>A <see cref="SecretRef"/>: a mapping with one key, <c>env</c>, <c>file</c>, <c>prompt</c> or <c>generate</c>.</summary>
internal static partial class SecretRefReader
{
    private static readonly string[] Keys = ["env", "file", "prompt", "generate"];

    /// <summary>Whether a mapping can only be meant so; with a mapping below it's a nested option such as <c>env: {java.opts: …}</c>.</summary>
    public static bool IsReference(YamlValue value) =>
        value is YamlMap { Entries: [{ Key.Text: var key, Value: YamlScalar }] } && Keys.Contains(key);

    /// <summary>Null: refused.</summary>
    /// <param name="key">The option or key whose secret it is, for the message.</param>
    public static SecretRef? Read(string name, string key, YamlValue value, Findings findings)
    {
        if (value is not YamlMap { Entries: [var only] } || !Keys.Contains(only.Key.Text))
            return Refuse($"'{name}' is a secret, and its value doesn't say where it comes from");
        return (only.Key.Text, only.Value) switch
        {
            ("env", YamlScalar { Text: var variable }) when Variable().IsMatch(variable) => new SecretRef(SecretSource.Environment, variable),
            ("file", YamlScalar { IsNothing: false, Text: { Length: > 0 } path }) => new SecretRef(SecretSource.File, path),
            ("prompt", YamlScalar { IsPlain: true, Text: "true" }) => new SecretRef(SecretSource.Prompt),
            ("generate", YamlScalar { IsPlain: true, Text: "true" }) => new SecretRef(SecretSource.Generated),
            (var source, _) => Refuse($"'{name}.{source}' doesn't say where the secret comes from"),
        };

        SecretRef? Refuse(string found)
        {
            findings.Refuse(value.At, found, $"expected {SecretRef.Example(key)}");
            return null;
        }
    }

    [GeneratedRegex(@"^[A-Za-z_][A-Za-z0-9_]*\z")]
    private static partial Regex Variable();
}
