using Fridge.Nodes;
using Fridge.Nodes.Locks;
using Fridge.Tooling.Processes;

namespace Fridge.Targets.Sessions;

/// <summary>What a run has that took no lock. Whoever changes something with it has not secured the lock: a mistake of the build class.</summary>
internal sealed class UntakenLock : ILockHandle
{
    public static readonly UntakenLock Instance = new();

    private UntakenLock()
    {
    }

    public CancellationToken Lost => CancellationToken.None;

    public Task EnsureHeldAsync(CancellationToken cancellationToken) => throw Mistake();

    public Task RetakeAsync(CancellationToken cancellationToken) => throw Mistake();

    public Task<RemoteResult> RunAsync(ShellText script, TimeSpan limit, CancellationToken cancellationToken) => throw Mistake();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private static InvalidOperationException Mistake() =>
        new("Nothing is changed without the cluster's lock: the target that asks lacks Secures(LockAsync).");
}
