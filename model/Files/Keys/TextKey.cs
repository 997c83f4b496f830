using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Fridge.Model.Yaml;

namespace Fridge.Model;

/// <summary>A text.</summary>
/// <param name="shape">What it must match; null: any text.</param>
/// <param name="expected">The shape in words: a message says "expected …".</param>
public sealed class TextKey(string name, string sentence, Regex? shape, string expected) : Key<string>(name, sentence)
{
    public override string Type => "text";

    internal override bool TryRead(Asked asked, out string value)
    {
        value = asked.Scalar?.Text ?? "";
        return asked.Scalar is not null && shape?.IsMatch(value) != false || asked.Refused(expected);
    }

    internal override JsonObject Shape() => shape is null
        ? new() { ["type"] = "string" }
        : new() { ["type"] = "string", ["pattern"] = shape.ToString().Replace(@"\z", "$", StringComparison.Ordinal) };
}
