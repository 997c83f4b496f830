using Microsoft.Extensions.Time.Testing;

namespace Fridge.Tests.Support;

internal static class FakeTime
{
    /// <summary>Real time for what is not a timer (files, the thread pool), so that a limit in fake time isn't over before a step was taken.</summary>
    private static readonly TimeSpan Breath = TimeSpan.FromMilliseconds(1);

    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    /// <summary>Lets time go by until the work has ended.</summary>
    /// <param name="step">So much at once; a second unless said.</param>
    public static async Task<T> PassUntilAsync<T>(this FakeTimeProvider time, Task<T> work, TimeSpan? step = null)
    {
        await time.PassUntilAsync((Task)work, step);
        return await work;
    }

    /// <inheritdoc cref="PassUntilAsync{T}"/>
    public static async Task PassUntilAsync(this FakeTimeProvider time, Task work, TimeSpan? step = null)
    {
        while (!work.IsCompleted)
        {
            time.Advance(step ?? Second);
            await Task.WhenAny(work, Task.Delay(Breath));
        }

        await work;
    }
}
