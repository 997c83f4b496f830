using System.Net;
using System.Text.Json.Nodes;
using Fridge.Model.Yaml;

namespace Fridge.Model;

/// <summary>A network in CIDR's notation. Host bits are refused: <c>192.168.1.7/24</c> is more often a slip than a wish for the whole network.</summary>
public sealed class NetworkKey(string name, string sentence) : Key<IPNetwork>(name, sentence)
{
    /// <summary>Only IPv4, and as large as this prefix at least.</summary>
    public int? LongestPrefix { get; init; }

    /// <summary>Why it must be as large.</summary>
    public string? Because { get; init; }

    public override string Type => LongestPrefix is { } prefix ? $"IPv4 network, /{prefix} or larger" : "network: `192.168.1.0/24`";

    internal override bool TryRead(Asked asked, out IPNetwork value)
    {
        value = default;
        if (asked.Value is not YamlScalar scalar || !scalar.Text.Contains('/') || !IPNetwork.TryParse(scalar.Text, out value))
            return asked.Refused("a network such as 10.77.0.0/16");
        if (!IPAddress.Parse(scalar.Text.Split('/')[0]).Equals(value.BaseAddress))
            return asked.Refused($"a network without host bits: {value}");
        if (LongestPrefix is { } prefix && (value.BaseAddress.GetAddressBytes().Length != 4 || value.PrefixLength > prefix))
            asked.Wrong($"an IPv4 network of /{prefix} or larger: {Because}");
        return true;
    }

    internal override JsonObject Shape() => new() { ["type"] = "string" };
}
