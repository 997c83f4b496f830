using System.Text.Json.Nodes;
using Fridge.Model.Yaml;

namespace Fridge.Model;

/// <summary>A text that may also look like a number or like nothing, such as an argument: taken as it is written.</summary>
internal sealed class WordKey(string name, string sentence) : Key<string>(name, sentence)
{
    public override string Type => "texts";

    internal override bool TryRead(Asked asked, out string value)
    {
        value = (asked.Value as YamlScalar)?.Text ?? "";
        return asked.Value is YamlScalar || asked.Refused("a text");
    }

    internal override JsonObject Shape() => new() { ["type"] = new JsonArray("string", "number", "boolean") };
}
