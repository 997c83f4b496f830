using System.Text.Json.Nodes;
using Fridge.Model.Yaml;

namespace Fridge.Model;

/// <summary><c>true</c> or <c>false</c>, without quotes.</summary>
public sealed class BooleanKey(string name, string sentence) : Key<bool>(name, sentence)
{
    public override string Type => "true or false";

    internal override bool TryRead(Asked asked, out bool value)
    {
        value = asked.Value is YamlScalar { IsPlain: true, Text: "true" };
        return value || asked.Value is YamlScalar { IsPlain: true, Text: "false" } || asked.Refused("true or false");
    }

    internal override string Written(bool value) => value ? "true" : "false";

    internal override JsonObject Shape() => new() { ["type"] = "boolean" };
}
