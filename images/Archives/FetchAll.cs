using System.Collections.Concurrent;
using System.Collections.Immutable;

namespace Fridge.Images.Archives;

/// <summary>Brings many small files, four at a time.</summary>
internal static class FetchAll
{
    private const int AtOnce = 4;

    /// <param name="fetch">The file of one.</param>
    public static async Task<ImmutableDictionary<T, string>> RunAsync<T>(
        IEnumerable<T> wanted, Func<T, CancellationToken, Task<string>> fetch, CancellationToken cancellationToken)
        where T : notnull
    {
        var files = new ConcurrentDictionary<T, string>();
        var options = new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(wanted, options, async (each, token) => files[each] = await fetch(each, token));
        return files.ToImmutableDictionary();
    }
}
