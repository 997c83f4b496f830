using System.Collections.Concurrent;
using System.Collections.Immutable;
using Fridge.Tooling;
using k8s.Models;

namespace Fridge.Rollout.Kubernetes.Api;

/// <summary>What a cluster's API calls each kind: asked once for each group and version.</summary>
internal sealed class Discovery(IKubernetesApi api)
{
    private readonly ConcurrentDictionary<string, Task<ImmutableDictionary<string, ApiKind>>> known = [];

    /// <exception cref="FridgeException">The cluster knows no such kind in that version.</exception>
    public async Task<ApiKind> FindAsync(string apiVersion, string kind, CancellationToken cancellationToken) =>
        await TryFindAsync(apiVersion, kind, cancellationToken) ?? throw new FridgeException(
            $"The cluster's API has no {kind} of {apiVersion}.", "kubectl api-resources lists what it has; the cluster file says its version under kubernetes:.");

    /// <returns>Null: the cluster knows no such kind in that version.</returns>
    public async Task<ApiKind?> TryFindAsync(string apiVersion, string kind, CancellationToken cancellationToken)
    {
        var asking = known.GetOrAdd(apiVersion, version => AskAsync(version, cancellationToken));
        try
        {
            return (await asking).GetValueOrDefault(kind);
        }
        catch
        {
            known.TryRemove(apiVersion, out _);
            throw;
        }
    }

    /// <summary>Of a kind and group, the version that the cluster prefers; null: it has none.</summary>
    public async Task<ApiKind?> TryFindAsync(GroupKind kind, CancellationToken cancellationToken)
    {
        if (kind.Group.Length == 0)
            return await TryFindAsync("v1", kind.Kind, cancellationToken);
        var group = await api.TryGetAsync<V1APIGroup>($"/apis/{kind.Group}", cancellationToken);
        foreach (var version in (group?.Versions ?? []).OrderByDescending(version => version.Version == group!.PreferredVersion?.Version))
        {
            if (await TryFindAsync(version.GroupVersion, kind.Kind, cancellationToken) is { } found)
                return found;
        }

        return null;
    }

    private async Task<ImmutableDictionary<string, ApiKind>> AskAsync(string apiVersion, CancellationToken cancellationToken)
    {
        var root = apiVersion.Contains('/') ? $"/apis/{apiVersion}" : $"/api/{apiVersion}";
        var list = await api.TryGetAsync<V1APIResourceList>(root, cancellationToken);
        return (list?.Resources ?? [])
            .Where(resource => !resource.Name.Contains('/'))
            .GroupBy(resource => resource.Kind)
            .ToImmutableDictionary(kind => kind.Key, kind => new ApiKind(apiVersion, kind.Key, $"{root}", kind.First().Name, kind.First().Namespaced));
    }
}

/// <param name="Root"><c>/apis/apps/v1</c></param>
/// <param name="Plural"><c>deployments</c></param>
internal sealed record ApiKind(string ApiVersion, string Kind, string Root, string Plural, bool IsNamespaced)
{
    public GroupKind GroupKind => GroupKind.Of(ApiVersion, Kind);

    public string List(string space) => IsNamespaced ? $"{Root}/namespaces/{space}/{Plural}" : $"{Root}/{Plural}";

    public string Object(string space, string name) => $"{List(space)}/{Uri.EscapeDataString(name)}";
}

/// <param name="Group">Empty: the core's.</param>
internal sealed record GroupKind(string Kind, string Group)
{
    public static GroupKind Of(string apiVersion, string kind) => new(kind, apiVersion.Split('/') is [var group, _] ? group : "");

    /// <summary>As an ApplySet's annotation has it: <c>Deployment.apps</c>.</summary>
    public static GroupKind Parse(string text) => text.Split('.', 2) is [var kind, var group] ? new(kind, group) : new(text, "");

    public override string ToString() => Group.Length > 0 ? $"{Kind}.{Group}" : Kind;
}
