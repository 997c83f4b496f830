using System.Collections.Immutable;
using System.IO.Compression;
using Fridge.Images.Locks;
using Fridge.Tooling;
using Fridge.Tooling.Downloads;
using SharpCompress.Compressors.Xz;

namespace Fridge.Images.Archives;

/// <summary>What Debian bookworm's archives hold today: InRelease, then the Packages files that it vouches for.</summary>
public sealed class IndexReader(HttpClient http, IDownloader downloader, ReleaseSignature signature, IndexTrust trust, TimeProvider time)
{
    /// <summary>Debian's have 200 kB.</summary>
    private const long ReleaseLimit = 8 << 20;

    private static readonly ImmutableArray<string> Suites = ["bookworm", "bookworm-updates", "bookworm-security"];
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <summary>Each index is asked for once, however many groups and images want packages from it.</summary>
    private readonly Dictionary<(Uri Archive, string Suite, string Architecture), string?> indexes = [];
    private readonly Dictionary<(Uri Archive, string Suite), ReleaseFile?> releases = [];
    private readonly List<string> silent = [];

    /// <summary>The suites that were read, with the date of the newest index of each.</summary>
    public SuiteLock Read => new(SuiteLock.None.Dates.AddRange(releases
        .Where(known => known.Value is not null)
        .GroupBy(known => known.Key.Suite, (suite, known) => KeyValuePair.Create(suite, known.Max(release => release.Value!.Date ?? default)))));

    /// <summary>All versions of the wanted packages for one architecture.</summary>
    /// <exception cref="FridgeException">An index isn't to be believed, or a suite that was read before isn't to be had.</exception>
    public async Task<ImmutableArray<FoundPackage>> FindAsync(
        ImmutableArray<Uri> archives, string group, string architecture, IReadOnlySet<string> wanted, IReport report,
        CancellationToken cancellationToken)
    {
        var found = ImmutableArray.CreateBuilder<FoundPackage>();
        foreach (var suite in Suites)
        {
            var isRead = false;
            foreach (var archive in archives)
            {
                if (await IndexAsync(archive, suite, architecture, report, cancellationToken) is { } index)
                {
                    isRead = true;
                    await foreach (var package in ReadAsync(index, group, architecture, wanted))
                    {
                        found.Add(new FoundPackage(package, suite));
                    }
                }
            }

            if (!isRead && trust.Locked.Dates.ContainsKey(suite))
            {
                Gone(suite, architecture, report);
            }
        }

        return found.ToImmutable();
    }

    private void Gone(string suite, string architecture, IReport report)
    {
        var message = $"No archive has {suite} for {architecture}, from which the locks were renewed last time: packages would go back to older versions.";
        if (!trust.Downgrade)
        {
            throw new FridgeException(message, "Look at debianArchives in .nuke/parameters.json and at the network, or insist with --downgrade.")
            {
                Evidence = [.. silent.Distinct()],
            };
        }

        report.Warn(message);
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
        if (await ReleaseAsync(archive, suite, report, cancellationToken) is not { } release)
        {
            return null;
        }

        if (Choose(release, architecture) is not var (name, index))
        {
            silent.Add($"{archive} {suite}: its InRelease names no index for {architecture}");
            return null;
        }

        try
        {
            return (await downloader.FetchAsync(Describe(new Uri(archive, $"dists/{suite}/{name}"), index), report, cancellationToken)).Path;
        }
        catch (DownloadFailedException failure)
        {
            silent.Add($"{archive} {suite} {architecture}: {failure.Message}");
            report.Warn($"{archive} {suite} {architecture}: its index isn't the one that its InRelease names, so its packages are left out. {failure.Message}");
            return null;
        }
    }

    /// <summary>gzip where the archive has it, because it is read ten times faster; the security archive has only xz.</summary>
    private static (string Name, ReleaseIndex Index)? Choose(ReleaseFile release, string architecture)
    {
        foreach (var name in new[] { $"main/binary-{architecture}/Packages.gz", $"main/binary-{architecture}/Packages.xz" })
        {
            if (release.Indices.TryGetValue(name, out var index))
            {
                return (name, index);
            }
        }

        return null;
    }

    /// <summary>By hash first: an archive's caches may hold an older file under the plain name than InRelease speaks of.</summary>
    private static Download Describe(Uri address, ReleaseIndex index) => new(
        $"Packages-{index.Checksum.Hex[..16]}{Path.GetExtension(address.AbsolutePath)}",
        [
            new DownloadSource(new Uri(address, $"by-hash/SHA256/{index.Checksum.Hex}"), index.Checksum) { Limit = index.Size },
            new DownloadSource(address, index.Checksum) { Limit = index.Size },
        ]);

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

    private async Task<ReleaseFile?> ReleaseAsync(Uri archive, string suite, IReport report, CancellationToken cancellationToken) =>
        releases.TryGetValue((archive, suite), out var known)
            ? known
            : releases[(archive, suite)] = await FetchReleaseAsync(archive, suite, report, cancellationToken);

    /// <summary>Null: this archive doesn't have this suite.</summary>
    private async Task<ReleaseFile?> FetchReleaseAsync(Uri archive, string suite, IReport report, CancellationToken cancellationToken)
    {
        var address = new Uri(archive, $"dists/{suite}/InRelease");
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Patience);
        try
        {
            using var answer = await http.GetAsync(address, HttpCompletionOption.ResponseHeadersRead, limit.Token);
            if (!answer.IsSuccessStatusCode)
            {
                silent.Add($"{address}: {(int)answer.StatusCode}");
                report.Detail(silent[^1]);
                return null;
            }

            await answer.Content.LoadIntoBufferAsync(ReleaseLimit, limit.Token);
            var text = await answer.Content.ReadAsStringAsync(limit.Token);
            return Believe(ReleaseFile.Parse(await signature.VerifyAsync(text, address, trust.Unsigned, report, cancellationToken)), suite, address, report);
        }
        catch (Exception error) when (error is HttpRequestException or OperationCanceledException && !cancellationToken.IsCancellationRequested)
        {
            silent.Add($"{address}: {error.Message}");
            report.Warn(silent[^1]);
            return null;
        }
    }

    /// <summary>A signature says who wrote it, and nothing of when, or for which suite.</summary>
    private ReleaseFile Believe(ReleaseFile release, string suite, Uri address, IReport report)
    {
        Refuse(release.Foreign(suite), trust.Unsigned, "--unsigned");
        Refuse(release.Stale(time.GetUtcNow(), trust.Locked.Dates.TryGetValue(suite, out var locked) ? locked : null), trust.Downgrade, "--downgrade");
        return release;

        void Refuse(string? reason, bool insisted, string option)
        {
            if (reason is null)
            {
                return;
            }

            if (!insisted)
            {
                throw new FridgeException(
                    $"{address} isn't today's index of {suite}: {reason}.",
                    $"Use another archive (debianArchives in .nuke/parameters.json), try again when this one is up to date, or insist with {option}.");
            }

            report.Warn($"{address}: {reason}; taken because of {option}.");
        }
    }
}
