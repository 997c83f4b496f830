using System.Net.Sockets;

namespace Fridge.Testing;

/// <summary>Waits for what must happen, with a limit, and shows what was there instead.</summary>
public static class Eventually
{
    /// <summary>For what takes a moment where the machine has time for it: only a test that fails waits so long.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    /// <summary>What a client gives one attempt before it tries again: some servers leave a connection that came while they started unanswered.</summary>
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(20);

    /// <param name="what">What is waited for, as a person reads it.</param>
    /// <param name="read">A connection that is refused or breaks off, an answer that can't be read or doesn't come in 20 s, counts as not yet.</param>
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
                using var look = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token);
                look.CancelAfter(Look);
                try
                {
                    var value = await read(look.Token);
                    last = value;
                    if (holds(value))
                        return value;
                }
                catch (OperationCanceledException) when (!deadline.IsCancellationRequested)
                {
                    last = "no answer in time";
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
        error is HttpRequestException or InvalidOperationException or KeyNotFoundException or IOException or SocketException;
}
