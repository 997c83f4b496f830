namespace Fridge.Nodes;

/// <summary>Says when the other side has been silent: after 15 seconds without a sign of life it is asked for one, and after two such questions the connection is lost.</summary>
internal sealed class Heartbeat : IAsyncDisposable
{
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(15);
    private const int QuestionsUntilLost = 2;

    private readonly CancellationTokenSource stop = new();
    private readonly Task beating;
    private volatile bool heard = true;

    public Heartbeat(Action ask, Action onLost, TimeProvider time) => beating = BeatAsync(ask, onLost, time);

    /// <summary>Any message from the other side.</summary>
    public void Heard() => heard = true;

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await beating;
        stop.Dispose();
    }

    private async Task BeatAsync(Action ask, Action onLost, TimeProvider time)
    {
        var asked = 0;
        using var timer = new PeriodicTimer(Interval, time);
        while (await NextAsync(timer))
        {
            if (heard)
            {
                (asked, heard) = (0, false);
                continue;
            }

            if (asked++ == QuestionsUntilLost)
            {
                onLost();
                return;
            }

            ask();
        }
    }

    private async Task<bool> NextAsync(PeriodicTimer timer)
    {
        try
        {
            return await timer.WaitForNextTickAsync(stop.Token);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }
}
