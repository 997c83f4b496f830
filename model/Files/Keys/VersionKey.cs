using System.Text.Json.Nodes;
using Fridge.Model.Yaml;

namespace Fridge.Model;

/// <summary>A release of Kubernetes in the supported range.</summary>
internal sealed class VersionKey(string name, string sentence) : Key<KubernetesVersion>(name, sentence)
{
    private static readonly string Range = $"1.{KubernetesVersion.Oldest} to 1.{KubernetesVersion.Newest}";

    public override string Type => $"a release of {Range}";

    internal override bool TryRead(Asked asked, out KubernetesVersion value)
    {
        value = asked.Scalar is { } scalar ? KubernetesVersion.TryParse(scalar.Text) ?? default : default;
        return value.IsSupported || asked.Refused($"a release of Kubernetes from {Range}, such as {KubernetesVersion.Default}");
    }

    internal override JsonObject Shape() => new() { ["type"] = "string", ["pattern"] = @"^1\.[0-9]+\.[0-9]+$" };
}
