using Fridge.Nodes.Locks;
using Fridge.Tests.Nodes.Locks;

namespace Fridge.Tests.Rollout;

/// <summary>A lock that says each time it is asked, and can be lost.</summary>
internal sealed class CountingLock(Action<string> said) : HeldLockDouble
{
    public const string Asked = "lock";

    private readonly CancellationTokenSource lost = new();

    public override CancellationToken Lost => lost.Token;

    public void Lose() => lost.Cancel();

    public override Task EnsureHeldAsync(CancellationToken cancellationToken)
    {
        said(Asked);
        return lost.IsCancellationRequested ? throw new LockLostException("pico-0", "the test took it away") : Task.CompletedTask;
    }
}
