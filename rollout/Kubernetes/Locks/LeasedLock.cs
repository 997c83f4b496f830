using Fridge.Nodes;
using Fridge.Nodes.Locks;
using Fridge.Tooling;
using Fridge.Tooling.Processes;

namespace Fridge.Rollout.Kubernetes.Locks;

/// <summary>
/// The lock of a cluster on Kubernetes: <c>flock</c> on its first control-plane node, which there is before a Kubernetes, and a Lease as soon as an API server
/// answers. Both are kept, and each one's loss is the lock's. Of a Kubernetes that somebody else made it is the Lease alone.
/// </summary>
internal sealed class LeasedLock : ILockHandle
{
    private readonly ILockHandle? flock;
    private readonly Func<CancellationToken, Task<HeldLease?>> take;
    private readonly SemaphoreSlim one = new(1, 1);
    private HeldLease? lease;
    private CancellationTokenSource lost = new();

    /// <param name="flock">Null: the Lease is the lock.</param>
    /// <param name="take">Null: no API server answers yet.</param>
    private LeasedLock(ILockHandle? flock, Func<CancellationToken, Task<HeldLease?>> take) => (this.flock, this.take) = (flock, take);

    public CancellationToken Lost => lost.Token;

    /// <summary>Takes both; where one could not be taken, the other is released.</summary>
    public static async Task<LeasedLock> TakeAsync(ILockHandle? flock, Func<CancellationToken, Task<HeldLease?>> take, CancellationToken cancellationToken)
    {
        var both = new LeasedLock(flock, take);
        try
        {
            both.lease = await take(cancellationToken);
            both.Listen();
            return both;
        }
        catch
        {
            await both.DisposeAsync();
            throw;
        }
    }

    public async Task EnsureHeldAsync(CancellationToken cancellationToken)
    {
        if (flock is not null)
            await flock.EnsureHeldAsync(cancellationToken);
        if (await LeaseAsync(cancellationToken) is { } held)
            await held.EnsureHeldAsync(cancellationToken);
    }

    public async Task RetakeAsync(CancellationToken cancellationToken)
    {
        if (flock is not null)
            await flock.RetakeAsync(cancellationToken);
        if (lease is { Lost.IsCancellationRequested: true })
        {
            await lease.DisposeAsync();
            lease = await take(cancellationToken);
        }

        lost = new CancellationTokenSource();
        Listen();
    }

    public Task<RemoteResult> RunAsync(ShellText script, TimeSpan limit, CancellationToken cancellationToken) =>
        flock?.RunAsync(script, limit, cancellationToken) ?? throw new FridgeException("Fridge runs nothing on the nodes of a Kubernetes that it didn't make.");

    public async ValueTask DisposeAsync()
    {
        if (lease is not null)
            await lease.DisposeAsync();
        if (flock is not null)
            await flock.DisposeAsync();
    }

    /// <summary>Changes of several nodes ask at once: one of them takes it.</summary>
    private async Task<HeldLease?> LeaseAsync(CancellationToken cancellationToken)
    {
        await one.WaitAsync(cancellationToken);
        try
        {
            if (lease is null && (lease = await take(cancellationToken)) is not null)
                lease.Lost.Register(lost.Cancel);
            return lease;
        }
        finally
        {
            one.Release();
        }
    }

    private void Listen()
    {
        flock?.Lost.Register(lost.Cancel);
        lease?.Lost.Register(lost.Cancel);
    }
}
