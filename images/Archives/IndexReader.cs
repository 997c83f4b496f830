using System.Collections.Immutable;
using System.IO.Compression;
using Fridge.Images.Locks;
using Fridge.Tooling.Downloads;
using SharpCompress.Compressors.Xz;

namespace Fridge.Images.Archives;

/// <summary>What Debian bookworm's archives hold today: InRelease, then the Packages files that it vouches for.</summary>
public sealed class IndexReader(HttpClient http, IDownloader downloader, IReleaseSignature signature)
{
    private static readonly ImmutableArray<string> Suites = ["bookworm", "bookworm-updates", "bookworm-security"];

    /// <summary>Each index is asked for once, however many groups and images want packages from it.</summary>
    private readonly Dictionary<(Uri Archive, string Suite, string Architecture), string?> indexes = [];

    /// <summary>All versions of the wanted packages for one architecture.</summary>
    public async Task<ImmutableArray<LockedPackage>> FindAsync(
        ImmutableArray<Uri> archives, string group, string architecture, IReadOnlySet<string> wanted, IReport report,
        CancellationToken cancellationToken)
    {
        var found = ImmutableArray.CreateBuilder<LockedPackage>();
        foreach (var (archive, suite) in archives.SelectMany(archive => Suites.Select(suite => (archive, suite))))
        {
            if (await IndexAsync(archive, suite, architecture, report, cancellationToken) is { } index)
            {
                await foreach (var package in ReadAsync(index, group, architecture, wanted))
                {
                    found.Add(package);
                }
            }
        }

        return found.ToImmutable();
    }

    /// <summary>Null: this archive doesn't have this suite, or not as its InRelease describes it.</summary>
    private async Task<string?> IndexAsync(
        Uri archive, string suite, string architecture, IReport report, CancellationToken cancellationToken) =>
        indexes.TryGetValue((archive, suite, architecture), out var known)
            ? known
            : indexes[(archive, suite, architecture)] = await FetchIndexAsync(archive, suite, architecture, report, cancellationToken);

    private async Task<string?> FetchIndexAsync(
        Uri archive, string suite, string architecture, IReport report, CancellationToken cancellationToken)
    {
        if (await ReleaseAsync(archive, suite, report, cancellationToken) is not { } release || Choose(release, architecture) is not var (index, checksum))
        {
            return null;
        }

        try
        {
            var download = Describe(new Uri(archive, $"dists/{suite}/{index}"), checksum);
            return (await downloader.FetchAsync(download, report, cancellationToken)).Path;
        }
        catch (DownloadFailedException failure)
        {
            report.Warn($"{archive} {suite} {architecture}: its index isn't the one that its InRelease names, so its packages are left out. {failure.Message}");
            return null;
        }
    }

    /// <summary>gzip where the archive has it, because it is read ten times faster; the security archive has only xz.</summary>
    private static (string Index, Checksum Checksum)? Choose(string release, string architecture)
    {
        foreach (var index in new[] { $"main/binary-{architecture}/Packages.gz", $"main/binary-{architecture}/Packages.xz" })
        {
            if (ReleaseFile.Find(release, index) is { } checksum)
            {
                return (index, checksum);
            }
        }

        return null;
    }

    /// <summary>By hash first: an archive's caches may hold an older file under the plain name than InRelease speaks of.</summary>
    private static Download Describe(Uri index, Checksum checksum) => new(
        $"Packages-{checksum.Hex[..16]}{Path.GetExtension(index.AbsolutePath)}",
        [new DownloadSource(new Uri(index, $"by-hash/SHA256/{checksum.Hex}"), checksum), new DownloadSource(index, checksum)]);

    private static async IAsyncEnumerable<LockedPackage> ReadAsync(
        string path, string group, string architecture, IReadOnlySet<string> wanted)
    {
        await using var file = File.OpenRead(path);
        using var text = new StreamReader(path.EndsWith(".gz", StringComparison.Ordinal)
            ? new GZipStream(file, CompressionMode.Decompress)
            : new XZStream(file));
        await foreach (var package in PackagesIndex.ReadAsync(text, group, architecture, wanted))
        {
            yield return package;
        }
    }

    /// <summary>What of its InRelease is signed. Null: this archive doesn't have this suite.</summary>
    private async Task<string?> ReleaseAsync(Uri archive, string suite, IReport report, CancellationToken cancellationToken)
    {
        var address = new Uri(archive, $"dists/{suite}/InRelease");
        try
        {
            using var answer = await http.GetAsync(address, cancellationToken);
            if (!answer.IsSuccessStatusCode)
            {
                report.Detail($"{address}: {(int)answer.StatusCode}");
                return null;
            }

            var text = await answer.Content.ReadAsStringAsync(cancellationToken);
            return await signature.VerifyAsync(text, address, report, cancellationToken);
        }
        catch (Exception error) when (error is HttpRequestException or OperationCanceledException && !cancellationToken.IsCancellationRequested)
        {
            report.Warn($"{address}: {error.Message}");
            return null;
        }
    }
}
