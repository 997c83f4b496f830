using Fridge.Nodes.Locks;

namespace Fridge.Tests.Rollout.Verbs;

internal sealed class HeldForever : ILockHandle
{
    public CancellationToken Lost => CancellationToken.None;

    public Task EnsureHeldAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
