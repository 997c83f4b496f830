using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Fridge.Model;
using Fridge.Nodes;
using Fridge.Nodes.Locks;
using Fridge.Rollout.Kubernetes.Api;
using Fridge.Rollout.Kubernetes.Reading;
using Fridge.Rollout.Orchestration;
using Fridge.Tooling;

namespace Fridge.Rollout.Kubernetes.Adoption;

/// <summary>A Kubernetes that somebody else made, before a release comes to it: what its API says of it, what it lets us do, and the little that it needs.</summary>
/// <param name="cluster">As its file has it, which may be all that is known of it yet.</param>
/// <param name="labelNodes">Nodes are to bear Fridge's labels.</param>
public sealed class AdoptedKubernetes(Cluster cluster, KubernetesAccess access, bool labelNodes, TimeProvider time) : IDisposable
{
    private readonly KubernetesConnection connection = new(NoSessions.Instance, cluster, access, time);

    private string Where => $"The Kubernetes of {access.Kubeconfig}";

    /// <exception cref="FridgeException">Wrong use: a kubeconfig that can't be used, an API server older or newer than Fridge knows, no node that takes pods. Else: it doesn't answer, or not to us.</exception>
    public async Task<FoundCluster> FindAsync(CancellationToken cancellationToken) => AdoptedNodes.Of(
        await connection.VersionAsync(cancellationToken),
        await KubernetesNodes.ReadAsync(await connection.OpenAsync(cancellationToken), cancellationToken),
        Where,
        labelNodes);

    /// <summary>Asks for each right that a deployment takes; changes nothing.</summary>
    /// <exception cref="FridgeException">Wrong use: some are missing, all of them named.</exception>
    public async Task DemandRightsAsync(CancellationToken cancellationToken)
    {
        var api = await connection.OpenAsync(cancellationToken);
        var rights = NeededRights.Of(access.Namespace, await HasNamespaceAsync(api, cancellationToken), labelNodes);
        var allowed = await Task.WhenAll(rights.Select(right => IsAllowedAsync(api, right, cancellationToken)));
        ImmutableArray<Right> missing = [.. rights.Where((_, at) => !allowed[at])];
        if (!missing.IsEmpty)
        {
            throw new FridgeException(
                $"{Where} doesn't let its user do all that a deployment needs: {missing[0]}{(missing.Length == 1 ? "" : $" and {missing.Length - 1} more rights")}. Nothing was changed.",
                "Its administrator can give them; docs/kubernetes.md has the two roles.",
                wrongUse: true)
            {
                Evidence = NeededRights.Lines(missing),
            };
        }
    }

    /// <summary>Reads; changes nothing.</summary>
    /// <param name="nodes">As <see cref="FindAsync"/> found them.</param>
    /// <param name="login">Null: whoever asks the registry gets images.</param>
    /// <exception cref="FridgeException">Wrong use: a node bears labels of somebody else's where ours are to be.</exception>
    public async Task<AdoptionPlan> PlanAsync(IEnumerable<Node> nodes, PullLogin? login, CancellationToken cancellationToken)
    {
        var api = await connection.OpenAsync(cancellationToken);
        return new AdoptionPlan
        {
            Labels = labelNodes ? NodeLabelling.Plan(nodes, await KubernetesNodes.ReadAsync(api, cancellationToken)) : [],
            PullSecret = login is null ? null : await PullSecretObject.LackingAsync(api, access, login, cluster.Name, cancellationToken),
        };
    }

    /// <param name="held">Asked before each change.</param>
    public async Task ApplyAsync(AdoptionPlan plan, ILockHandle held, CancellationToken cancellationToken)
    {
        if (plan.IsUnchanged)
            return;
        var parts = new ClusterParts(await connection.OpenAsync(cancellationToken), access, cluster.Name);
        if (plan.PullSecret is { } secret)
        {
            await held.ChangeAsync(parts.Namespace.EnsureAsync, cancellationToken);
            await held.ChangeAsync(token => parts.Apply.ApplyAsync(secret, token), cancellationToken);
        }

        foreach (var labels in plan.Labels)
            await held.ChangeAsync(token => parts.Apply.ApplyAsync(labels.Object(), token, NodeLabelChange.Manager), cancellationToken);
    }

    public void Dispose() => connection.Dispose();

    /// <summary>Whoever may not look will be told that he lacks that right.</summary>
    private async Task<bool> HasNamespaceAsync(IKubernetesApi api, CancellationToken cancellationToken)
    {
        try
        {
            return await api.TryGetAsync<JsonObject>($"/api/v1/namespaces/{access.Namespace}", cancellationToken) is not null;
        }
        catch (KubernetesRefusedException refused) when (refused.IsForbidden)
        {
            return true;
        }
    }

    private static async Task<bool> IsAllowedAsync(IKubernetesApi api, Right right, CancellationToken cancellationToken) =>
        (bool?)(await api.SendAsync<JsonObject>(ApiRequest.Create("/apis/authorization.k8s.io/v1/selfsubjectaccessreviews", right.Review()), cancellationToken))["status"]?["allowed"] == true;

    /// <summary>Its hosts are nobody's to open.</summary>
    private sealed class NoSessions : INodeSessions
    {
        public static readonly NoSessions Instance = new();

        public Task<NodeSession> OpenAsync(string node, CancellationToken cancellationToken) =>
            throw new InvalidOperationException($"A session to {node} was asked for, which is a host of somebody else's.");

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
