using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Fridge.Model.Reading;
using Fridge.Model.Yaml;

namespace Fridge.Model;

/// <summary>One name or a hostlist, such as <c>red[01-10]</c>.</summary>
/// <param name="isValid">Asked of each name.</param>
/// <param name="expected">The rule in words.</param>
internal sealed class HostlistKey(string name, string sentence, Func<string, bool> isValid, string expected) : Key<ImmutableArray<string>>(name, sentence)
{
    public override string Type => "text or hostlist";

    internal override bool TryRead(Asked asked, out ImmutableArray<string> value)
    {
        value = [];
        if (asked.Scalar is not { } scalar)
            return asked.Refused(expected);
        if (Hostlist.Expand(scalar.Text) is not { } expanded)
            return asked.Refused($"a hostlist such as pi-[0-9], red[01-10] or 192.168.1.[10-12], at most {Hostlist.Most}");
        if (expanded.FirstOrDefault(each => !isValid(each)) is { } invalid)
        {
            asked.Findings.Refuse(scalar.At, $"'{asked.Name}' is {YamlScalar.Quote(invalid)}", $"expected {expected}");
            return false;
        }

        value = expanded;
        return true;
    }

    internal override JsonObject Shape() => new() { ["type"] = new JsonArray("string", "integer") };
}
