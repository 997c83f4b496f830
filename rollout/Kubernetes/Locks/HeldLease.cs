using Fridge.Nodes.Locks;
using Fridge.Tooling;

namespace Fridge.Rollout.Kubernetes.Locks;

/// <summary>A Lease that is ours, renewed until it is let go or lost.</summary>
internal sealed class HeldLease : IAsyncDisposable
{
    private readonly LeaseStore store;
    private readonly LeaseTimes times;
    private readonly TimeProvider time;
    private readonly bool silenceLoses;
    private readonly CancellationTokenSource lost = new();
    private readonly CancellationTokenSource ending = new();
    private readonly SemaphoreSlim one = new(1, 1);
    private readonly Task beating;
    private LeaseRecord ours;
    private Moment confirmed;
    private string why = "";

    /// <param name="taken">As it was taken.</param>
    /// <param name="asked">When that was asked for: no later does its time begin.</param>
    /// <param name="silenceLoses">An API server that doesn't answer for too long means that it is lost. Not where <c>flock</c> keeps all others away as well.</param>
    public HeldLease(LeaseStore store, LeaseRecord taken, Moment asked, LeaseTimes times, bool silenceLoses, TimeProvider time)
    {
        (this.store, ours, confirmed, this.times, this.silenceLoses, this.time) = (store, taken, asked, times, silenceLoses, time);
        beating = BeatAsync(ending.Token);
    }

    public CancellationToken Lost => lost.Token;

    /// <summary>Asks the API server whose it is.</summary>
    /// <exception cref="LockLostException">Not ours.</exception>
    public async Task EnsureHeldAsync(CancellationToken cancellationToken)
    {
        LoseWhenOverdue();
        try
        {
            if (!lost.IsCancellationRequested)
                await RenewAsync(cancellationToken);
        }
        catch (KubernetesUnavailableException) when (!silenceLoses)
        {
            // Our own change may just have it restarted; nobody else gets past flock meanwhile.
        }

        if (lost.IsCancellationRequested)
            throw new LockLostException("the API server", why);
    }

    public async ValueTask DisposeAsync()
    {
        await ending.CancelAsync();
        await beating.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (lost.IsCancellationRequested)
            return;
        using var soon = new CancellationTokenSource(TimeSpan.FromSeconds(10), time);
        await store.LetGoAsync(ours, soon.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task BeatAsync(CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(times.Renewal, time);
        while (!lost.IsCancellationRequested && await timer.WaitForNextTickAsync(cancellationToken))
        {
            LoseWhenOverdue();
            try
            {
                if (!lost.IsCancellationRequested)
                    await RenewAsync(cancellationToken);
            }
            catch (FridgeException)
            {
                LoseWhenOverdue(); // It may answer the next time.
            }
        }
    }

    private async Task RenewAsync(CancellationToken cancellationToken)
    {
        await one.WaitAsync(cancellationToken);
        try
        {
            var asked = Moment.Of(time);
            if (await store.RenewAsync(ours, cancellationToken) is { } renewed)
                (ours, confirmed) = (renewed, asked);
            else
                Lose(await store.ReadAsync(cancellationToken) is { } other ? $"{LeaseHolder.ForPeople(other.Holder)} has taken its Lease" : "its Lease was deleted");
        }
        finally
        {
            one.Release();
        }
    }

    private void LoseWhenOverdue()
    {
        var silent = confirmed.Until(Moment.Of(time));
        if (silenceLoses && silent > times.Trust)
            Lose(FormattableString.Invariant($"its Lease could not be renewed for {silent.TotalSeconds:0} s"));
    }

    private void Lose(string reason)
    {
        if (lost.IsCancellationRequested)
            return;
        why = reason;
        lost.Cancel();
    }
}
