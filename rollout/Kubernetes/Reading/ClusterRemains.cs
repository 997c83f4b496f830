using System.Collections.Immutable;
using Fridge.Rollout.Kubernetes.Api;
using Fridge.Rollout.Orchestration;
using k8s.Models;

namespace Fridge.Rollout.Kubernetes.Reading;

/// <summary>What there is of a cluster in a Kubernetes: its apply set, what it keeps, its namespace where that goes too; pods end after that.</summary>
internal static class ClusterRemains
{
    public static async Task<Remains> ReadAsync(ClusterParts parts, string space, string cluster, CancellationToken cancellationToken)
    {
        if (!await parts.Namespace.IsThereAsync(cancellationToken))
            return new Remains([], []);
        var kept = ImmutableArray.CreateBuilder<string>();
        foreach (var list in KubernetesChanges.KeptLists(space))
        {
            kept.AddRange((await ObjectName.ListAsync(parts.Api, list, $"{ObjectLabels.OfFridge(cluster)},{ObjectLabels.Kept}", cancellationToken))
                .Select(name => $"{name.Labels[ObjectLabels.Kept]} {name.Name}"));
        }

        var members = await parts.Set.RemovableAsync(cancellationToken);
        return new Remains(
            [.. members.Select(member => member.ToString()), .. kept, .. await NamespaceAsync(parts, space, cancellationToken)],
            await LeftoversAsync(parts.Api, space, cluster, cancellationToken));
    }

    private static async Task<IEnumerable<string>> NamespaceAsync(ClusterParts parts, string space, CancellationToken cancellationToken) =>
        await parts.Namespace.RemovableAsync(cancellationToken) is null ? [] : [$"namespace {space}"];

    private static async Task<ImmutableArray<string>> LeftoversAsync(IKubernetesApi api, string space, string cluster, CancellationToken cancellationToken) =>
        [.. (await ObjectName.ListAsync(api, $"/api/v1/namespaces/{space}/pods", ObjectLabels.Of(cluster), cancellationToken)).Select(pod => $"pod {pod.Name}")];

    /// <summary>Claims on the nodes of their volumes; one without a volume is on no node.</summary>
    public static async Task<ImmutableArray<ObservedVolume>> VolumesAsync(IKubernetesApi api, KubernetesNodes nodes, string space, string cluster, CancellationToken cancellationToken)
    {
        var claims = await api.GetAsync<V1PersistentVolumeClaimList>(
            $"/api/v1/namespaces/{space}/persistentvolumeclaims?labelSelector={Uri.EscapeDataString(ObjectLabels.Of(cluster))}", cancellationToken);
        var volumes = await Task.WhenAll(claims.Items.Select(async claim => new ObservedVolume(await NodeAsync(api, nodes, claim, cancellationToken), claim.Metadata.Name)));
        return [.. volumes];
    }

    private static async Task<string> NodeAsync(IKubernetesApi api, KubernetesNodes nodes, V1PersistentVolumeClaim claim, CancellationToken cancellationToken)
    {
        if (claim.Spec.VolumeName is not { Length: > 0 } name || await api.TryGetAsync<V1PersistentVolume>($"/api/v1/persistentvolumes/{name}", cancellationToken) is not { } volume)
            return "no node";
        var wanted = (volume.Spec.NodeAffinity?.Required?.NodeSelectorTerms ?? []).SelectMany(term => term.MatchExpressions ?? []).SelectMany(expression => expression.Values ?? []).FirstOrDefault();
        return wanted is null ? "no node" : nodes.NameOf(wanted);
    }
}
