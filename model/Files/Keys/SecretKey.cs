using System.Text.Json.Nodes;
using Fridge.Model.Reading;
using Fridge.Model.Yaml;

namespace Fridge.Model;

/// <summary>A secret: the file has where it comes from, and not its value.</summary>
internal sealed class SecretKey(string name, string sentence) : Key<SecretRef>(name, sentence)
{
    public override string Type => "where a secret comes from";

    internal override bool TryRead(Asked asked, out SecretRef value)
    {
        value = SecretRefReader.Read(asked.Name, asked.Name, asked.Value, asked.Findings)!;
        return value is not null;
    }

    internal override JsonObject Shape() => new() { ["type"] = "object", ["minProperties"] = 1, ["maxProperties"] = 1 };
}
