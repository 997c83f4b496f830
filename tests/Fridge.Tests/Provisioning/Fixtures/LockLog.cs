using Fridge.Provisioning;
using Fridge.Tooling;

namespace Fridge.Tests.Provisioning.Fixtures;

/// <summary>A lock that is held until a test says otherwise, and keeps what was asked of it.</summary>
internal sealed class LockLog : IRunLock
{
    public List<string> Asked { get; } = [];

    public bool Lost { get; set; }

    public Task EnsureHeldAsync(CancellationToken cancellationToken)
    {
        Asked.Add("ensure");
        return Lost ? throw new FridgeException("The lock was lost.") : Task.CompletedTask;
    }

    public Task TakeAgainAsync(CancellationToken cancellationToken)
    {
        Asked.Add("again");
        return Task.CompletedTask;
    }
}
