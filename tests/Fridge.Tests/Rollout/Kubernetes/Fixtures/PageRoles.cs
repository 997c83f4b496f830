using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Fridge.Tests.Support;
using k8s;

namespace Fridge.Tests.Rollout.Kubernetes.Fixtures;

/// <summary>The roles that <c>docs/kubernetes.md</c> has an administrator give.</summary>
internal static class PageRoles
{
    private const string Fence = "```yaml\n";

    public static string Text { get; } = Read();

    public static ImmutableArray<JsonObject> Of(string text) => [.. KubernetesYaml.LoadAllFromString(text).Select(role => JsonNode.Parse(KubernetesJson.Serialize(role))!.AsObject())];

    private static string Read()
    {
        var page = File.ReadAllText(Checkout.File("docs", "kubernetes.md"));
        var begin = page.IndexOf(Fence, StringComparison.Ordinal) + Fence.Length;
        return page[begin..page.IndexOf("```", begin, StringComparison.Ordinal)];
    }
}
