using System.Collections.Immutable;
using Fridge.Images.Locks;
using Fridge.Tooling;
using Fridge.Tooling.Downloads;

namespace Fridge.Images.Archives;

/// <summary>Brings locked packages into the cache.</summary>
public sealed class PackageDownloads(IDownloader downloader)
{
    /// <returns>Each package with its verified file.</returns>
    /// <exception cref="FridgeException">No archive has a locked version any more, or none answers: which, and what to type.</exception>
    public Task<ImmutableDictionary<LockedPackage, string>> FetchAsync(
        IReadOnlyCollection<LockedPackage> packages, ImmutableArray<Uri> archives, IReport report, CancellationToken cancellationToken) =>
        FetchAll.RunAsync(packages, (package, token) => FetchAsync(package, archives, report, token), cancellationToken);

    internal static Download Describe(LockedPackage package, ImmutableArray<Uri> archives)
    {
        var checksum = new Checksum(ChecksumAlgorithm.Sha256, package.Sha256);
        return new Download(package.FileName, [.. archives.Select(archive => new DownloadSource(new Uri(archive, package.Path), checksum) { Limit = package.Size })]);
    }

    private async Task<string> FetchAsync(
        LockedPackage package, ImmutableArray<Uri> archives, IReport report, CancellationToken cancellationToken)
    {
        try
        {
            return (await downloader.FetchAsync(Describe(package, archives), report, cancellationToken)).Path;
        }
        catch (DownloadFailedException failure)
        {
            throw new FridgeException(
                $"No Debian archive has {package.Name} {package.Version} ({package.Target}), which the images' packages.lock names.",
                failure.Missing
                    ? "Renew the lock with ./build.sh Images --update, or add a day of a snapshot archive to debianArchives in .nuke/parameters.json."
                    : "Check the network and debianArchives in .nuke/parameters.json, then run the same command again.",
                inner: failure)
            {
                Evidence = [failure.Message, .. failure.Evidence],
            };
        }
    }
}
