using System.Collections.Immutable;
using Fridge.Images.Locks;
using Fridge.Images.Plan;
using Fridge.Tooling.Downloads;

namespace Fridge.Images.Archives;

/// <summary>Brings locked Java libraries into the cache.</summary>
/// <param name="checkout">What a repository's folder is relative to.</param>
internal sealed class JarDownloads(IDownloader downloader, string checkout)
{
    /// <param name="repositories">As the setting has them: addresses, or folders; a folder that isn't there is passed over.</param>
    /// <returns>Each library with its verified file.</returns>
    /// <exception cref="DownloadFailedException">No repository has one of them.</exception>
    public Task<ImmutableDictionary<LockedJar, string>> FetchAsync(
        IReadOnlyCollection<LockedJar> jars, IEnumerable<string> repositories, IReport report, CancellationToken cancellationToken)
    {
        var roots = repositories.Select(repository => MirrorRoot.Of(repository, checkout)).Where(IsThere).ToImmutableArray();
        return FetchAll.RunAsync(jars, async (jar, token) => (await downloader.FetchAsync(jar.ToDownload(roots), report, token)).Path, cancellationToken);
    }

    private static bool IsThere(Uri root) => !root.IsFile || Directory.Exists(root.LocalPath);
}
