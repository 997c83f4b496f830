namespace Fridge.Nodes.Locks;

/// <summary>A lock that is held. Disposing lets it go.</summary>
public interface ILockHandle : IAsyncDisposable
{
    /// <summary>Cancelled when the lock was lost: the node, the network or this machine was away for too long.</summary>
    CancellationToken Lost { get; }

    /// <summary>Asks the manager whether the lock is still held; to be called before every change, since this machine may have slept.</summary>
    /// <exception cref="LockLostException">It isn't.</exception>
    Task EnsureHeldAsync(CancellationToken cancellationToken);
}
