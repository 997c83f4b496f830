namespace Fridge.Images.Builds;

/// <summary>Waits for builds or downloads that run beside each other; when one fails the others are stopped, and the first failure is told.</summary>
internal static class EndTogether
{
    public static async Task WhenAllAsync(IReadOnlyCollection<Task> tasks, CancellationTokenSource stop)
    {
        var open = tasks.ToList();
        while (open.Count > 0)
        {
            var ended = await Task.WhenAny(open);
            open.Remove(ended);
            if (!ended.IsCompletedSuccessfully)
            {
                await stop.CancelAsync();
                await Task.WhenAll(open).ContinueWith(_ => { }, TaskScheduler.Default);
                await ended;
            }
        }
    }
}
