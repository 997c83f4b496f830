using System.Collections.Immutable;
using System.Text.Json.Nodes;

namespace Fridge.Rollout.Kubernetes.Api;

/// <summary>An object without what it says: of any kind, a secret's value not asked for.</summary>
internal sealed record ObjectName(string Name, string Uid, ImmutableSortedDictionary<string, string> Labels)
{
    /// <summary>It goes with its owner.</summary>
    public bool IsOwned { get; private init; }

    /// <param name="path">Of a list.</param>
    public static async Task<ImmutableArray<ObjectName>> ListAsync(IKubernetesApi api, string path, string? selector, CancellationToken cancellationToken)
    {
        var query = selector is null ? "" : $"?labelSelector={Uri.EscapeDataString(selector)}";
        var list = await api.SendAsync<JsonObject>(ApiRequest.Get(path + query) with { Accept = ApiRequest.MetadataAlone }, cancellationToken);
        return [.. (list["items"] as JsonArray ?? []).Select(item => Of(item!["metadata"]!.AsObject())).OrderBy(item => item.Name, StringComparer.Ordinal)];
    }

    public static ObjectName Of(JsonObject metadata) => new(
        (string)metadata["name"]!,
        (string)metadata["uid"]!,
        (metadata["labels"] as JsonObject ?? []).ToImmutableSortedDictionary(label => label.Key, label => (string)label.Value!, StringComparer.Ordinal))
    {
        IsOwned = metadata["ownerReferences"] is JsonArray { Count: > 0 },
    };
}
