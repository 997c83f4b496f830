using System.Net.Sockets;

namespace Fridge.Testing;

/// <summary>Waits for what must happen, with a limit, and shows what was there instead.</summary>
public static class Eventually
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    /// <param name="what">What is waited for, as a person reads it.</param>
    /// <param name="read">A connection that is refused or breaks off, or an answer that can't be read, counts as not yet.</param>
    /// <param name="pause">Between two looks; null: a second.</param>
    /// <exception cref="TimeoutException">The limit is over: what was waited for, and the last that was seen.</exception>
    public static async Task<T> BecomesAsync<T>(
        string what, TimeSpan limit, Func<CancellationToken, Task<T>> read, Func<T, bool> holds, CancellationToken cancellationToken, TimeSpan? pause = null)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(limit);
        object? last = "nothing was read";
        using var timer = new PeriodicTimer(pause ?? Pause);
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
                catch (Exception error) when (IsNotYet(error))
                {
                    last = deadline.IsCancellationRequested ? last : error.Message;
                }
            }
            while (await timer.WaitForNextTickAsync(deadline.Token));
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
        }

        throw new TimeoutException($"{what}: not after {limit.TotalSeconds:0} s. The last that was seen: {last}");
    }

    private static bool IsNotYet(Exception error) =>
        error is HttpRequestException or InvalidOperationException or KeyNotFoundException or TaskCanceledException or IOException or SocketException;
}
