using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Fridge.Model;
using Fridge.Rollout.Kubernetes.Api;
using Fridge.Tooling;

namespace Fridge.Rollout.Kubernetes.Apply;

/// <summary>The namespace of a cluster: made where there is none, refused where it is somebody else's, and removed only where nothing of anybody's is left in it.</summary>
/// <param name="mayRemove">False: its Kubernetes isn't Fridge's.</param>
internal sealed class ClusterNamespace(IKubernetesApi api, ServerSideApply apply, string space, string cluster, bool mayRemove)
{
    public static readonly GroupKind Kind = GroupKind.Of("v1", "Namespace");

    private static readonly ImmutableArray<string> Lists =
    [
        "/apis/apps/v1/namespaces/{0}/deployments", "/apis/apps/v1/namespaces/{0}/statefulsets", "/apis/apps/v1/namespaces/{0}/daemonsets",
        "/api/v1/namespaces/{0}/pods", "/api/v1/namespaces/{0}/services", "/api/v1/namespaces/{0}/persistentvolumeclaims",
    ];

    private string Path => $"/api/v1/namespaces/{space}";

    /// <summary>Reads; changes nothing.</summary>
    /// <exception cref="FridgeException">It is somebody else's.</exception>
    public async Task<bool> IsThereAsync(CancellationToken cancellationToken)
    {
        if (KubernetesSettings.IsKubernetesOwn(space))
            throw Foreign("is Kubernetes' own");
        if (await api.TryGetAsync<JsonObject>(Path, cancellationToken) is not { } found)
            return false;
        var name = ObjectName.Of(found["metadata"]!.AsObject());
        if (name.Labels.GetValueOrDefault(ObjectLabels.PartOf) is { } owner && owner != cluster)
            throw Foreign($"belongs to {owner}");
        if (!IsOurs(name) && await StrangersAsync(cancellationToken) is [var first, .. var others])
            throw Foreign($"is somebody else's: {first}{(others.IsEmpty ? "" : $" and {others.Length} other things")} in it");
        return true;
    }

    public async Task EnsureAsync(CancellationToken cancellationToken)
    {
        if (await IsThereAsync(cancellationToken))
            return;
        await apply.ApplyAsync(
            new JsonObject
            {
                ["apiVersion"] = "v1",
                ["kind"] = "Namespace",
                ["metadata"] = new JsonObject
                {
                    ["name"] = space,
                    ["labels"] = new JsonObject { [ObjectLabels.PartOf] = cluster, [ObjectLabels.ManagedBy] = ObjectLabels.Fridge },
                },
            },
            cancellationToken);
    }

    /// <returns>Null: it isn't there, or stays.</returns>
    public async Task<ObjectName?> RemovableAsync(CancellationToken cancellationToken)
    {
        if (!mayRemove || await api.TryGetAsync<JsonObject>(Path, cancellationToken) is not { } found)
            return null;
        var name = ObjectName.Of(found["metadata"]!.AsObject());
        return IsOurs(name) && (await StrangersAsync(cancellationToken)).IsEmpty && (await VolumesAsync(cancellationToken)).IsEmpty ? name : null;
    }

    public async Task RemoveAsync(CancellationToken cancellationToken)
    {
        if (await RemovableAsync(cancellationToken) is { } name)
            await api.DeleteAsync(Path, name.Uid, cancellationToken);
    }

    private async Task<ImmutableArray<ObjectName>> VolumesAsync(CancellationToken cancellationToken) =>
        await ObjectName.ListAsync(api, $"{Path}/persistentvolumeclaims", null, cancellationToken);

    /// <summary>What isn't the cluster's, a word each.</summary>
    private async Task<ImmutableArray<string>> StrangersAsync(CancellationToken cancellationToken)
    {
        var strangers = ImmutableArray.CreateBuilder<string>();
        foreach (var list in Lists.Select(list => string.Format(System.Globalization.CultureInfo.InvariantCulture, list, space)))
        {
            strangers.AddRange((await ObjectName.ListAsync(api, list, null, cancellationToken))
                .Where(item => !item.IsOwned && item.Labels.GetValueOrDefault(ObjectLabels.PartOf) != cluster)
                .Select(item => $"{list.Split('/')[^1]}/{item.Name}"));
        }

        return strangers.ToImmutable();
    }

    private bool IsOurs(ObjectName name) =>
        name.Labels.GetValueOrDefault(ObjectLabels.ManagedBy) == ObjectLabels.Fridge && name.Labels.GetValueOrDefault(ObjectLabels.PartOf) == cluster;

    private FridgeException Foreign(string whose) => new(
        $"The namespace {space} {whose}. Nothing was changed.", "Name another in the cluster file: kubernetes: {namespace: …}.");
}
