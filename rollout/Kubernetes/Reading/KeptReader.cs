using System.Collections.Immutable;
using System.Text;
using Fridge.Rollout.Kubernetes.Api;
using Fridge.Rollout.Orchestration;
using Fridge.Rollout.Secrets;
using k8s.Models;

namespace Fridge.Rollout.Kubernetes.Reading;

/// <summary>Files, secrets and records of a cluster. A secret's value is asked for by nobody: the API server sends names alone.</summary>
internal sealed class KeptReader(IKubernetesApi api, string space, string cluster)
{
    public async Task<ImmutableArray<ObservedFile>> FilesAsync(CancellationToken cancellationToken) =>
    [
        .. (await api.GetAsync<V1ConfigMapList>($"/api/v1/namespaces/{space}/configmaps{Query(KeptObject.File)}", cancellationToken)).Items
            .OrderBy(map => map.Metadata.Name, StringComparer.Ordinal)
            .Select(map => new ObservedFile(map.Metadata.Uid, map.Metadata.Name, map.Data?.Values.FirstOrDefault() ?? "")),
    ];

    public async Task<ImmutableArray<StoredRecord>> RecordsAsync(CancellationToken cancellationToken) =>
    [
        .. (await api.GetAsync<V1SecretList>($"/api/v1/namespaces/{space}/secrets{Query(KeptObject.Record)}", cancellationToken)).Items
            .OrderBy(secret => secret.Metadata.Name, StringComparer.Ordinal)
            .Select(secret => new StoredRecord(
                KeptObject.Release(secret.Metadata), KeptObject.Part(secret.Metadata),
                secret.Data?.TryGetValue(KeptObject.Key, out var content) == true ? Encoding.UTF8.GetString(content) : "", secret.Metadata.Uid)),
    ];

    public async Task<ImmutableArray<ObservedSecret>> SecretsAsync(CancellationToken cancellationToken) =>
        [.. (await ObjectName.ListAsync(api, $"/api/v1/namespaces/{space}/secrets", Selector(KeptObject.Secret), cancellationToken)).Select(secret => new ObservedSecret(secret.Uid, secret.Name))];

    private string Query(string kind) => $"?labelSelector={Uri.EscapeDataString(Selector(kind))}";

    private string Selector(string kind) => $"{ObjectLabels.OfFridge(cluster)},{ObjectLabels.Kept}={kind}";
}
