using System.Text.Json.Nodes;
using Fridge.Model.Yaml;

namespace Fridge.Model;

/// <summary>A size as Flink writes it, more than nothing.</summary>
public sealed class MemoryKey(string name, string sentence) : Key<MemorySize>(name, sentence)
{
    /// <summary>No machine has more; keeps sums of it far from what a number can hold.</summary>
    private static readonly MemorySize Most = MemorySize.Mebibytes(1 << 20);

    public override string Type => "size: `512m`, `1g`";

    internal override bool TryRead(Asked asked, out MemorySize value)
    {
        value = MemorySize.Zero;
        return asked.Value is YamlScalar scalar && MemorySize.TryParse(scalar.Text, out value) && value > MemorySize.Zero && value <= Most
            || asked.Refused("a size as Flink writes it, such as 512m or 1g, at most 1t");
    }

    internal override string Written(MemorySize value) => value.ToConfig();

    internal override JsonObject Shape() => new() { ["type"] = new JsonArray("string", "integer") };
}
