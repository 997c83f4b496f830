using Fridge.Tooling.Processes;

namespace Fridge.Nodes.Locks;

/// <summary>A lock that is held. Disposing lets it go.</summary>
public interface ILockHandle : IAsyncDisposable
{
    /// <summary>
    /// Cancelled when the lock is lost, or may be: its process on the manager has ended, or nothing was heard of it for so long, this
    /// machine's sleep included, that it may have let go. After <see cref="RetakeAsync"/> it is another token.
    /// </summary>
    CancellationToken Lost { get; }

    /// <summary>Asks the manager whether the lock is still held; to be called before every change, since this machine may have slept.</summary>
    /// <exception cref="LockLostException">It isn't.</exception>
    Task EnsureHeldAsync(CancellationToken cancellationToken);

    /// <summary>Takes it anew: our own reboot of the manager, where it lives, has ended it.</summary>
    /// <exception cref="LockBusyException">Somebody else was quicker.</exception>
    Task RetakeAsync(CancellationToken cancellationToken);

    /// <summary>Runs a script as root on the manager to its end, whatever becomes of this machine or the connection; until then nobody else gets the lock.</summary>
    /// <param name="limit">For waiting here; the script has to end by itself.</param>
    /// <exception cref="LockLostException">The lock isn't held; the script was not begun.</exception>
    Task<RemoteResult> RunAsync(ShellText script, TimeSpan limit, CancellationToken cancellationToken);
}

public static class HeldLock
{
    /// <summary>One change: begun only with the lock in hand, and ended on its way when it is lost.</summary>
    /// <exception cref="LockLostException">Before the change, or in its midst.</exception>
    public static Task ChangeAsync(this ILockHandle held, Func<CancellationToken, Task> change, CancellationToken cancellationToken) => held.ChangeAsync(
        async token =>
        {
            await change(token);
            return true;
        },
        cancellationToken);

    /// <inheritdoc cref="ChangeAsync(ILockHandle, Func{CancellationToken, Task}, CancellationToken)"/>
    public static async Task<T> ChangeAsync<T>(this ILockHandle held, Func<CancellationToken, Task<T>> change, CancellationToken cancellationToken)
    {
        await held.EnsureHeldAsync(cancellationToken);
        var lost = held.Lost;
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, lost);
        try
        {
            return await change(either.Token);
        }
        catch (Exception) when (lost.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            await held.EnsureHeldAsync(cancellationToken);
            throw;
        }
    }
}
