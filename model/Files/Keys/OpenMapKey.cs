using System.Text.Json.Nodes;
using Fridge.Model.Yaml;

namespace Fridge.Model;

/// <summary>A mapping whose keys are somebody else's, such as Flink's options; a reader of its own judges them.</summary>
public sealed class OpenMapKey(string name, string sentence) : Key(name, sentence)
{
    public override string Type => "mapping";

    internal override void Check(Asked asked)
    {
        if (asked.Value is not YamlMap)
            asked.Wrong("a mapping");
    }

    internal override JsonObject Shape() => new() { ["type"] = "object" };
}
