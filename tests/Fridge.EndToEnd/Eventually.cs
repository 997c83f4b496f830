namespace Fridge.EndToEnd;

/// <summary>Waits for what must happen, with a limit, and shows what was there instead.</summary>
public static class Eventually
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    public static async Task<T> BecomesAsync<T>(
        string what, TimeSpan limit, Func<CancellationToken, Task<T>> read, Func<T, bool> holds, CancellationToken cancellationToken)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(limit);
        object? last = "nothing was read";
        using var timer = new PeriodicTimer(Pause);
        try
        {
            do
            {
                try
                {
                    var value = await read(deadline.Token);
                    last = value;
                    if (holds(value))
                        return value;
                }
                catch (Exception error) when (error is HttpRequestException or InvalidOperationException or KeyNotFoundException or TaskCanceledException)
                {
                    last = error.Message;
                }
            }
            while (await timer.WaitForNextTickAsync(deadline.Token));
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
        }

        throw new TimeoutException($"{what}: not after {limit.TotalSeconds:0} s. The last that was seen: {last}");
    }
}
