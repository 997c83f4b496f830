namespace Fridge.Engine;

/// <summary>Starts with the signal, ends when those who clean up had long enough.</summary>
internal sealed class CleanUpClock : IDisposable
{
    private readonly CancellationTokenSource done = new();
    private readonly TaskCompletionSource expired = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenRegistration registration;

    public CleanUpClock(TimeSpan limit, TimeProvider clock, CancellationToken signal)
    {
        registration = signal.Register(() => _ = Task.Delay(limit, clock, done.Token).ContinueWith(
            _ => expired.TrySetResult(), done.Token, TaskContinuationOptions.OnlyOnRanToCompletion, TaskScheduler.Default));
    }

    public Task Expired => expired.Task;

    public void Dispose()
    {
        registration.Dispose();
        done.Cancel();
        done.Dispose();
    }
}
