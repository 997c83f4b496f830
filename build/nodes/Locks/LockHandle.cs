using System.Text;
using Fridge.Nodes;

namespace Fridge.Nodes.Locks;

/// <summary>Keeps the remote process content, and knows when it is gone.</summary>
internal sealed class LockHandle : ILockHandle
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly string manager;
    private readonly IRemoteProcess process;
    private readonly StreamReader answers;
    private readonly TimeProvider time;
    private readonly SemaphoreSlim turn = new(1, 1);
    private readonly CancellationTokenSource lost = new();
    private readonly CancellationTokenSource ending = new();
    private readonly Task beat;

    public LockHandle(string manager, IRemoteProcess process, StreamReader answers, TimeProvider time)
    {
        (this.manager, this.process, this.answers, this.time) = (manager, process, answers, time);
        beat = BeatAsync(ending.Token);
    }

    public CancellationToken Lost => lost.Token;

    public async Task EnsureHeldAsync(CancellationToken cancellationToken)
    {
        await turn.WaitAsync(cancellationToken);
        try
        {
            if (lost.IsCancellationRequested)
                throw new LockLostException(manager, "its process on the manager has ended");
            await AskAsync(cancellationToken);
        }
        finally
        {
            turn.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await ending.CancelAsync();
        await beat.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await EndInputAsync();
        using var patience = new CancellationTokenSource(Patience, time);
        await ((Task)process.WaitForExitAsync(patience.Token)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await process.DisposeAsync();
    }

    /// <summary>The end of its input is how the remote process is told to let go; one that is gone has let go.</summary>
    private async Task EndInputAsync()
    {
        try
        {
            await process.StandardInput.DisposeAsync();
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            await lost.CancelAsync();
        }
    }

    private async Task BeatAsync(CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(Every, time);
        while (!lost.IsCancellationRequested && await timer.WaitForNextTickAsync(cancellationToken))
        {
            try
            {
                await EnsureHeldAsync(cancellationToken);
            }
            catch (LockLostException)
            {
                // Lost is cancelled: whoever changes something next is told.
                return;
            }
        }
    }

    /// <summary>One line there, one back. A command that has ended blocks whoever writes to it: its end is raced with.</summary>
    private async Task AskAsync(CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var exchange = ExchangeAsync(patience.Token);
        try
        {
            if (await exchange.WaitAsync(Patience, time, cancellationToken) is LockScript.Held)
                return;
        }
        catch (Exception e) when (e is IOException or TimeoutException or ObjectDisposedException or InvalidOperationException)
        {
            await LoseAsync(patience);
            throw new LockLostException(manager, e is TimeoutException ? $"no answer in {Patience.TotalSeconds:0} s" : e.Message);
        }

        await LoseAsync(patience);
        throw new LockLostException(manager, "its process on the manager has ended");
    }

    private async Task<string?> ExchangeAsync(CancellationToken cancellationToken)
    {
        await process.StandardInput.WriteAsync(Encoding.ASCII.GetBytes("\n"), cancellationToken);
        await process.StandardInput.FlushAsync(cancellationToken);
        return await answers.ReadLineAsync(cancellationToken);
    }

    private async Task LoseAsync(CancellationTokenSource exchange)
    {
        await exchange.CancelAsync();
        await lost.CancelAsync();
    }
}
