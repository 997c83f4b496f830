using Fridge.Provisioning;

namespace Fridge.Targets.Sessions;

/// <summary>The run's lock, for the room that doesn't know locks.</summary>
internal sealed class RunLock(Func<CancellationToken, Task> ensureHeld, Func<CancellationToken, Task> takeAgain) : IRunLock
{
    public Task EnsureHeldAsync(CancellationToken cancellationToken) => ensureHeld(cancellationToken);

    public Task TakeAgainAsync(CancellationToken cancellationToken) => takeAgain(cancellationToken);
}
