using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Fridge.Manifests;
using Fridge.Rollout.Classes;
using Fridge.Rollout.Kubernetes.Api;
using Fridge.Rollout.Kubernetes.Apply;
using Fridge.Rollout.Orchestration;
using Fridge.Rollout.Secrets;
using Fridge.Rollout.Verbs;
using Fridge.Tooling;

namespace Fridge.Rollout.Kubernetes;

/// <summary>What changes a cluster's objects in a Kubernetes.</summary>
internal sealed class KubernetesChanges(Func<CancellationToken, Task<ClusterParts>> open, KubernetesAccess access, string cluster, INodeImages images, PullLogins logins) : IClusterChanges
{
    private string Space => access.Namespace;

    public async Task StoreAsync(StoredRecord record, CancellationToken cancellationToken)
    {
        var parts = await open(cancellationToken);
        await parts.Namespace.EnsureAsync(cancellationToken);
        if (!await TryCreateAsync(parts.Api, "secrets", KeptObject.Of(record, cluster), cancellationToken))
            throw new FridgeException($"{KeptObject.NameOf(record)} exists already: somebody else is changing {cluster}.", "Run the same command again.");
    }

    public async Task DeleteAsync(ImmutableArray<StoredRecord> records, ImmutableArray<ObservedFile> files, CancellationToken cancellationToken)
    {
        var api = (await open(cancellationToken)).Api;
        foreach (var record in records)
            await api.DeleteAsync($"/api/v1/namespaces/{Space}/secrets/{KeptObject.NameOf(record)}", record.Id, cancellationToken);
        foreach (var file in files)
            await api.DeleteAsync($"/api/v1/namespaces/{Space}/configmaps/{file.Name}", file.Id, cancellationToken);
    }

    public async Task StoreSecretsAsync(ImmutableArray<NewSecret> secrets, CancellationToken cancellationToken)
    {
        var parts = await open(cancellationToken);
        await parts.Namespace.EnsureAsync(cancellationToken);
        foreach (var secret in secrets)
            await TryCreateAsync(parts.Api, "secrets", KeptObject.Of(secret, cluster), cancellationToken);
    }

    /// <summary>Kept as a Secret, which kubelets read; nodes with an engine below their kubelet are told by us.</summary>
    public async Task TakeLoginAsync(PullLogin login, CancellationToken cancellationToken)
    {
        logins.Told = login;
        var parts = await open(cancellationToken);
        if (await PullSecretObject.LackingAsync(parts.Api, access, login, cluster, cancellationToken) is not { } secret)
            return;
        await parts.Namespace.EnsureAsync(cancellationToken);
        await parts.Apply.ApplyAsync(secret, cancellationToken);
    }

    public async Task DeleteSecretsAsync(ImmutableArray<ObservedSecret> secrets, CancellationToken cancellationToken)
    {
        var api = (await open(cancellationToken)).Api;
        foreach (var secret in secrets)
            await api.DeleteAsync($"/api/v1/namespaces/{Space}/secrets/{secret.Name}", secret.Id, cancellationToken);
    }

    public Task RecordClassesAsync(ImmutableArray<ClassRecording> recordings, TimeSpan limit, CancellationToken cancellationToken) =>
        images.RecordClassesAsync(recordings, limit, cancellationToken);

    /// <summary>The namespace and the inventory first, since all else is in them; then files, the frame, and workloads, which only name what must be there.</summary>
    public async Task ApplyAsync(RenderedRelease release, int throughWave, ImmutableArray<ReleaseFile> newFiles, CancellationToken cancellationToken)
    {
        var parts = await open(cancellationToken);
        // Of an existing Kubernetes its owner may have made the namespace, and given rights in it alone.
        ImmutableArray<JsonObject> objects = [.. DesiredObject.AllOf(release, throughWave).Where(desired => !access.IsAdopted || DesiredObject.KindOf(desired) != ClusterNamespace.Kind)];
        await parts.Namespace.EnsureAsync(cancellationToken);
        await parts.Set.NameKindsAsync(objects.Select(DesiredObject.KindOf), cancellationToken);
        foreach (var file in newFiles)
            await TryCreateAsync(parts.Api, "configmaps", KeptObject.Of(file, cluster), cancellationToken);
        foreach (var desired in objects)
            await parts.Apply.ApplyAsync(parts.Set.Member(desired), cancellationToken);
        if (throughWave == release.Waves - 1)
            await parts.Set.PruneAsync(objects.Select(desired => (DesiredObject.KindOf(desired), DesiredObject.NameOf(desired))).ToHashSet(), cancellationToken);
    }

    public async Task ScaleAsync(ImmutableArray<WorkloadScale> scales, CancellationToken cancellationToken)
    {
        var parts = await open(cancellationToken);
        var scaling = new WorkloadScaling(parts.Api, parts.Kinds, Space);
        foreach (var scale in scales)
            await scaling.ScaleAsync(scale, cancellationToken);
    }

    public async Task RemoveAsync(CancellationToken cancellationToken)
    {
        var parts = await open(cancellationToken);
        foreach (var member in await parts.Set.RemovableAsync(cancellationToken))
            await parts.Api.DeleteAsync(member.Kind.Object(Space, member.Name.Name), member.Name.Uid, cancellationToken);
        foreach (var list in KeptLists(Space))
        {
            foreach (var kept in await ObjectName.ListAsync(parts.Api, list, $"{ObjectLabels.OfFridge(cluster)},{ObjectLabels.Kept}", cancellationToken))
                await parts.Api.DeleteAsync($"{list}/{kept.Name}", kept.Uid, cancellationToken);
        }

        await parts.Set.RemoveParentAsync(cancellationToken);
        await parts.Namespace.RemoveAsync(cancellationToken);
    }

    public async Task RemoveVolumeAsync(ObservedVolume volume, CancellationToken cancellationToken)
    {
        var parts = await open(cancellationToken);
        var path = $"/api/v1/namespaces/{Space}/persistentvolumeclaims/{volume.Name}";
        if (await parts.Api.TryGetAsync<JsonObject>(path, cancellationToken) is not { } claim)
            return;
        await parts.Api.DeleteAsync(path, (string)claim["metadata"]!["uid"]!, cancellationToken);
        await RemoveVolumeOfAsync(parts.Api, (string?)claim["spec"]?["volumeName"], cancellationToken);
        await parts.Namespace.RemoveAsync(cancellationToken);
    }

    /// <summary>One that came with the release: it remembers its claim, and would take no other. What it stands for on its node stays.</summary>
    private async Task RemoveVolumeOfAsync(IKubernetesApi api, string? name, CancellationToken cancellationToken)
    {
        var path = $"/api/v1/persistentvolumes/{name}";
        if (name is not null && await api.TryGetAsync<JsonObject>(path, cancellationToken) is { } volume && (string?)volume["metadata"]!["labels"]?[ObjectLabels.PartOf] == cluster)
            await api.DeleteAsync(path, (string)volume["metadata"]!["uid"]!, cancellationToken);
    }

    /// <summary>Where files, secrets and records are.</summary>
    internal static IEnumerable<string> KeptLists(string space) => [$"/api/v1/namespaces/{space}/configmaps", $"/api/v1/namespaces/{space}/secrets"];

    /// <returns>False: it is there.</returns>
    private async Task<bool> TryCreateAsync(IKubernetesApi api, string plural, JsonObject desired, CancellationToken cancellationToken)
    {
        try
        {
            await api.SendAsync<JsonObject>(ApiRequest.Create($"/api/v1/namespaces/{Space}/{plural}", desired), cancellationToken);
            return true;
        }
        catch (KubernetesRefusedException refusal) when (refusal.IsThere)
        {
            return false;
        }
    }
}
