using Fridge.Nodes.Locks;
using Fridge.Rollout.Kubernetes.Api;

namespace Fridge.Rollout.Kubernetes.Locks;

/// <summary>Takes a cluster's lock.</summary>
/// <param name="open">The API server, asked without patience: it may not be there yet.</param>
/// <param name="prepare">Before the first Lease: its namespace may have to be made.</param>
internal sealed class LeaseLock(
    Func<CancellationToken, Task<IKubernetesApi>> open, Func<IKubernetesApi, CancellationToken, Task> prepare, string space, string cluster, TimeProvider time, IReport report)
{
    public LeaseTimes Times { get; init; } = new();

    /// <param name="flock">Takes the first half; null: the Lease is the lock.</param>
    /// <exception cref="LockBusyException">Somebody else has it, and it isn't waited for.</exception>
    public async Task<ILockHandle> AcquireAsync(Func<Task<ILockHandle>>? flock, LockHolder holder, bool wait, CancellationToken cancellationToken)
    {
        var me = LeaseHolder.New(holder);
        var held = flock is null ? null : await flock();
        return await LeasedLock.TakeAsync(held, token => TakeAsync(me, hasFlock: held is not null, wait, token), cancellationToken);
    }

    /// <returns>Null: no API server answers yet, and <c>flock</c> is held.</returns>
    private async Task<HeldLease?> TakeAsync(string me, bool hasFlock, bool wait, CancellationToken cancellationToken)
    {
        try
        {
            var api = await open(cancellationToken);
            await prepare(api, cancellationToken);
            return await TakeAsync(new LeaseStore(api, space, cluster, Times), me, hasFlock, wait, cancellationToken);
        }
        catch (KubernetesUnavailableException) when (hasFlock)
        {
            return null;
        }
        catch (KubernetesRefusedException refusal) when (hasFlock && refusal.IsNotFound)
        {
            return null; // In its first seconds an API server hasn't even its own namespaces.
        }
    }

    private async Task<HeldLease> TakeAsync(LeaseStore store, string me, bool hasFlock, bool wait, CancellationToken cancellationToken)
    {
        string? told = null;
        while (true)
        {
            try
            {
                var asked = Moment.Of(time);
                return new HeldLease(store, await store.TakeAsync(me, cancellationToken), asked, Times, silenceLoses: !hasFlock, time);
            }
            catch (LockBusyException busy) when (wait)
            {
                var holder = busy.Holder.Split(',')[0];
                if (told != holder)
                    report.Info($"waiting for {busy.Holder}");
                told = holder;
                await Task.Delay(Times.Again, time, cancellationToken);
            }
        }
    }
}
