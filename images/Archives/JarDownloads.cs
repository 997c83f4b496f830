using System.Collections.Concurrent;
using System.Collections.Immutable;
using Fridge.Images.Locks;
using Fridge.Images.Plan;
using Fridge.Tooling;
using Fridge.Tooling.Downloads;

namespace Fridge.Images.Archives;

/// <summary>Brings locked Java libraries into the cache, four at a time.</summary>
/// <param name="checkout">What a repository's folder is relative to.</param>
public sealed class JarDownloads(IDownloader downloader, string checkout)
{
    private const int AtOnce = 4;

    /// <param name="repositories">As the setting has them: addresses, or folders; a folder that isn't there is passed over.</param>
    /// <returns>The file of each, by its name.</returns>
    /// <exception cref="DownloadFailedException">No repository has one of them.</exception>
    public async Task<ImmutableSortedDictionary<string, string>> FetchAsync(
        IReadOnlyCollection<LockedJar> jars, IEnumerable<string> repositories, IReport report, CancellationToken cancellationToken)
    {
        var roots = repositories.Select(repository => MirrorRoot.Of(repository, checkout)).Where(IsThere).ToImmutableArray();
        var files = new ConcurrentDictionary<string, string>(StringComparer.Ordinal);
        var options = new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(jars, options, async (jar, token) =>
            files[jar.File] = (await downloader.FetchAsync(jar.ToDownload(roots), report, token)).Path);
        return files.ToImmutableSortedDictionary(StringComparer.Ordinal);
    }

    private static bool IsThere(Uri root) => !root.IsFile || Directory.Exists(root.LocalPath);
}
