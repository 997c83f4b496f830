using Microsoft.Extensions.Time.Testing;

namespace Fridge.Tests.Virtual;

internal static class FakeTime
{
    /// <summary>Real time for what is not a timer (files, the thread pool), so that a limit in fake time isn't over before a step was taken.</summary>
    private static readonly TimeSpan Breath = TimeSpan.FromMilliseconds(1);

    /// <summary>Lets time go by until the work has ended.</summary>
    public static async Task<T> PassUntilAsync<T>(this FakeTimeProvider time, Task<T> work)
    {
        await time.PassUntilAsync((Task)work);
        return await work;
    }

    /// <inheritdoc cref="PassUntilAsync{T}"/>
    public static async Task PassUntilAsync(this FakeTimeProvider time, Task work)
    {
        while (!work.IsCompleted)
        {
            time.Advance(TimeSpan.FromSeconds(1));
            await Task.WhenAny(work, Task.Delay(Breath));
        }

        await work;
    }
}
