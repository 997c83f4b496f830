namespace Fridge.Nodes;

/// <summary>Says when the other side has been silent: after 15 seconds without a sign of life it is asked for one, and after two such questions the connection is lost.</summary>
internal sealed class Heartbeat : IAsyncDisposable
{
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(15);
    private const int QuestionsUntilLost = 2;

    private readonly PeriodicTimer timer;
    private readonly Task beating;
    private volatile bool heard = true;

    public Heartbeat(Action ask, Action onLost, TimeProvider time)
    {
        timer = new PeriodicTimer(Interval, time);
        beating = BeatAsync(ask, onLost);
    }

    /// <summary>Any message from the other side.</summary>
    public void Heard() => heard = true;

    public async ValueTask DisposeAsync()
    {
        timer.Dispose();
        await beating;
    }

    private async Task BeatAsync(Action ask, Action onLost)
    {
        var asked = 0;
        while (await timer.WaitForNextTickAsync())
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
}
