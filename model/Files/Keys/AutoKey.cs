using System.Text.Json.Nodes;
using Fridge.Model.Yaml;

namespace Fridge.Model;

/// <summary><c>true</c>, <c>false</c>, or <c>auto</c>, which is null: decided by the rest of the file.</summary>
internal sealed class AutoKey : Key<bool?>
{
    private const string Auto = "auto";

    public AutoKey(string name, string sentence)
        : base(name, sentence) => Fallback = null;

    public override string Type => "`auto`, `true`, `false`";

    internal override bool TryRead(Asked asked, out bool? value)
    {
        value = asked.Value is YamlScalar { IsPlain: true } scalar ? scalar.Text switch { "true" => true, "false" => false, _ => null } : null;
        return value is not null || asked.Scalar?.Text == Auto || asked.Refused("auto, true or false");
    }

    internal override string Written(bool? value) => value switch { null => Auto, true => "true", false => "false" };

    internal override JsonObject Shape() => new() { ["enum"] = new JsonArray(Auto, true, false) };
}
