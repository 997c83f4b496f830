using System.Globalization;
using System.Text.Json.Nodes;
using Fridge.Model.Yaml;

namespace Fridge.Model;

/// <summary>A whole number, both ends included.</summary>
public sealed class IntegerKey(string name, string sentence, int least, int most) : Key<int>(name, sentence)
{
    public override string Type => $"{least} to {most}";

    internal override bool TryRead(Asked asked, out int value)
    {
        value = 0;
        return asked.Value is YamlScalar { IsPlain: true } scalar
            && int.TryParse(scalar.Text, NumberStyles.None, CultureInfo.InvariantCulture, out value)
            && value >= least && value <= most
            || asked.Refused($"a whole number from {least} to {most}");
    }

    internal override JsonObject Shape() => new() { ["type"] = "integer", ["minimum"] = least, ["maximum"] = most };
}
