using Microsoft.Extensions.Time.Testing;

namespace Fridge.Tests.Virtual;

internal static class FakeTime
{
    /// <summary>Lets time go by until the work has ended.</summary>
    public static async Task<T> PassUntilAsync<T>(this FakeTimeProvider time, Task<T> work)
    {
        while (!work.IsCompleted)
        {
            time.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }

        return await work;
    }
}
