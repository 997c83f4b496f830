using System.Text.Json.Nodes;
using Fridge.Nodes.Locks;
using Fridge.Rollout.Kubernetes.Api;

namespace Fridge.Rollout.Kubernetes.Locks;

/// <summary>The Lease of a cluster: each change says which version it has read, so that of two who are at it at once one wins.</summary>
internal sealed class LeaseStore(IKubernetesApi api, string space, string cluster, LeaseTimes times)
{
    private string List => $"/apis/coordination.k8s.io/v1/namespaces/{space}/leases";

    private string Name { get; } = $"fridge-{cluster}";

    private string Path => $"{List}/{Name}";

    /// <summary>The clock by which a Lease holds.</summary>
    public DateTimeOffset Now => api.Now;

    public async Task<LeaseRecord?> ReadAsync(CancellationToken cancellationToken) =>
        await api.TryGetAsync<JsonObject>(Path, cancellationToken) is { } lease ? LeaseRecord.Of(lease) : null;

    /// <returns>Ours now.</returns>
    /// <exception cref="LockBusyException">Another's, with how long it holds.</exception>
    public async Task<LeaseRecord> TakeAsync(string holder, CancellationToken cancellationToken)
    {
        var known = await ReadAsync(cancellationToken);
        if (known is not null && known.Holder != holder && known.Left(Now) is { Ticks: > 0 } left)
            throw Busy(known, left);
        try
        {
            return LeaseRecord.Of(known is null
                ? await api.SendAsync<JsonObject>(ApiRequest.Create(List, Ours(holder, known).Json(Name)), cancellationToken)
                : await api.SendAsync<JsonObject>(ApiRequest.Replace(Path, Ours(holder, known).Json(Name)), cancellationToken));
        }
        catch (KubernetesRefusedException refusal) when (refusal.IsConflict)
        {
            var winner = await ReadAsync(cancellationToken);
            if (winner?.Holder == holder)
                return winner; // Our own first try, whose answer was lost.
            throw winner is null ? new LockBusyException(cluster, "somebody who has just begun") : Busy(winner, winner.Left(Now));
        }
    }

    /// <returns>Null: it isn't ours any more.</returns>
    public async Task<LeaseRecord?> RenewAsync(LeaseRecord ours, CancellationToken cancellationToken)
    {
        try
        {
            return LeaseRecord.Of(await api.SendAsync<JsonObject>(ApiRequest.Replace(Path, (ours with { Renewed = Now }).Json(Name)), cancellationToken));
        }
        catch (KubernetesRefusedException refusal) when (refusal.IsConflict || refusal.IsNotFound)
        {
            // An answer of ours may have been lost on its way: it is ours as long as it says so.
            return await ReadAsync(cancellationToken) is { } now && now.Holder == ours.Holder ? now : null;
        }
    }

    /// <summary>Nobody has to wait for it.</summary>
    public Task LetGoAsync(LeaseRecord ours, CancellationToken cancellationToken) => api.DeleteAsync(Path, ours.Uid, cancellationToken);

    private LeaseRecord Ours(string holder, LeaseRecord? known) =>
        new(holder, times.Duration, Now, Now, known is null || known.Holder == holder ? known?.Transitions ?? 0 : known.Transitions + 1, known?.Version ?? "", known?.Uid ?? "");

    private LockBusyException Busy(LeaseRecord other, TimeSpan left) =>
        new(cluster, FormattableString.Invariant($"{LeaseHolder.ForPeople(other.Holder)}, whose lease holds for {Math.Ceiling(Math.Max(0, left.TotalSeconds)):0} s unless it is renewed"));
}
