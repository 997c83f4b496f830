using Fridge.Nodes;
using Fridge.Nodes.Locks;
using Fridge.Tooling.Processes;

namespace Fridge.Tests.Nodes.Locks;

/// <summary>A lock that is held for ever; what a test wants otherwise it says itself.</summary>
internal class HeldLockDouble : ILockHandle
{
    public virtual CancellationToken Lost => CancellationToken.None;

    public virtual Task EnsureHeldAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public virtual Task RetakeAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public virtual Task<RemoteResult> RunAsync(ShellText script, TimeSpan limit, CancellationToken cancellationToken) => throw new NotSupportedException();

    public virtual ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
