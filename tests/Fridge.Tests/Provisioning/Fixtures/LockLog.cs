using Fridge.Nodes.Locks;
using Fridge.Tests.Nodes.Locks;

namespace Fridge.Tests.Provisioning.Fixtures;

/// <summary>A lock that is held until a test says otherwise, and keeps what was asked of it.</summary>
internal sealed class LockLog : HeldLockDouble
{
    public List<string> Asked { get; } = [];

    public bool IsLost { get; set; }

    public override Task EnsureHeldAsync(CancellationToken cancellationToken)
    {
        lock (Asked)
            Asked.Add("ensure");
        return IsLost ? throw new LockLostException("pico-0", "the test took it away") : Task.CompletedTask;
    }

    public override Task RetakeAsync(CancellationToken cancellationToken)
    {
        Asked.Add("again");
        return Task.CompletedTask;
    }
}
