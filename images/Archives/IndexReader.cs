using System.Collections.Immutable;
using System.IO.Compression;
using Fridge.Images.Locks;
using Fridge.Tooling;
using Fridge.Tooling.Downloads;

namespace Fridge.Images.Archives;

/// <summary>What Debian bookworm's archives hold today: InRelease, then the Packages files that it vouches for.</summary>
public sealed class IndexReader(HttpClient http, IDownloader downloader, IReleaseSignature signature)
{
    private static readonly ImmutableArray<string> Suites = ["bookworm", "bookworm-updates", "bookworm-security"];

    /// <summary>All versions of the wanted packages for one architecture.</summary>
    public async Task<ImmutableArray<LockedPackage>> FindAsync(
        ImmutableArray<Uri> archives, string group, string architecture, IReadOnlySet<string> wanted, IReport report,
        CancellationToken cancellationToken)
    {
        var found = ImmutableArray.CreateBuilder<LockedPackage>();
        foreach (var (archive, suite) in archives.SelectMany(archive => Suites.Select(suite => (archive, suite))))
        {
            var release = await ReleaseAsync(archive, suite, report, cancellationToken);
            if (release is not null && ReleaseFile.Find(release, $"main/binary-{architecture}/Packages.gz") is { } checksum)
            {
                var address = new Uri(archive, $"dists/{suite}/main/binary-{architecture}/Packages.gz");
                var file = await downloader.FetchAsync(
                    new Download($"Packages-{checksum.Hex[..16]}.gz", [new DownloadSource(address, checksum)]), report, cancellationToken);
                await foreach (var package in ReadAsync(file.Path, group, architecture, wanted))
                {
                    found.Add(package);
                }
            }
        }

        return found.ToImmutable();
    }

    private static async IAsyncEnumerable<LockedPackage> ReadAsync(
        string path, string group, string architecture, IReadOnlySet<string> wanted)
    {
        await using var file = File.OpenRead(path);
        using var text = new StreamReader(new GZipStream(file, CompressionMode.Decompress));
        await foreach (var package in PackagesIndex.ReadAsync(text, group, architecture, wanted))
        {
            yield return package;
        }
    }

    /// <summary>Null: this archive doesn't have this suite.</summary>
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
            await signature.VerifyAsync(text, address, report, cancellationToken);
            return text;
        }
        catch (HttpRequestException error)
        {
            report.Warn($"{address}: {error.Message}");
            return null;
        }
    }
}
