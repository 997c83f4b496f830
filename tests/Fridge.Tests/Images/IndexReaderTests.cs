using System.Collections.Immutable;
using System.IO.Compression;
using System.Net;
using System.Text;
using Fridge.Images.Archives;
using Fridge.Images.Locks;
using Fridge.Images.Renewal;
using Fridge.Tests.Support;
using Fridge.Tests.Tooling.Host;
using Fridge.Tooling;
using Fridge.Tooling.Downloads;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Xunit;

namespace Fridge.Tests.Images;

/// <summary>Indices that nobody signed, as a person may insist upon; signatures have tests of their own.</summary>
public sealed class IndexReaderTests : IDisposable
{
    private const string Date = "Date: Thu, 26 Nov 2026 21:03:35 UTC\n";
    private static readonly SuiteLock Locked = SuiteLock.Parse("bookworm 2026-11-20T00:00:00Z", "suites.lock");
    private static readonly IndexTrust Trust = new(SuiteLock.None, Unsigned: true);

    private readonly string folder = Directory.CreateTempSubdirectory("fridge-indices-").FullName;
    private readonly ReportRecorder report = new();
    private readonly FakeTimeProvider time = new(new DateTimeOffset(2026, 11, 29, 12, 0, 0, TimeSpan.Zero));
    private readonly ScriptedDownloads none = new((_, _) => throw new DownloadFailedException("No such index."));

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task Find_AnIndexNamedBeforeTheSignedText_IsNotAskedFor()
    {
        await FindAsync(Bookworm(SignedRelease.Amended), Trust with { Downgrade = true });

        var asked = none.Asked.ShouldHaveSingleItem().Sources;
        asked.ShouldAllBe(source => source.Checksum.Hex == new string('1', 64));
        asked.ShouldAllBe(source => source.Limit == 10, "an index has the size that its InRelease names");
    }

    [Fact]
    public async Task Find_AnArchiveThatNeverAnswers_IsLeftOutWithAWarning()
    {
        var found = await FindAsync(SilentAsync, Trust, timeout: TimeSpan.FromMilliseconds(20));

        found.ShouldBeEmpty();
        report.Log.Count.ShouldBe(3, "a line for each suite");
        report.Log.ShouldAllBe(line => line.StartsWith("http://a.example/debian/dists/bookworm"));
    }

    [Fact]
    public async Task Find_AnInReleaseWithoutEnd_IsLeftOut()
    {
        await FindAsync((_, _) => Task.FromResult(new HttpResponseMessage { Content = new StreamContent(new MemoryStream(new byte[9 << 20])) }), Trust);

        report.Log.Count.ShouldBe(3, "a line for each suite");
        report.Log.ShouldAllBe(line => line.Contains("8388608"), "its size is refused before its signature is asked for");
    }

    [Theory]
    [InlineData("Suite: oldstable\nCodename: buster\n" + Date, "isn't today's index of bookworm: it is for buster, oldstable", "--unsigned")]
    [InlineData("Suite: bookworm\nDate: Wed, 2 Nov 2022 21:03:35 UTC\nValid-Until: Wed, 9 Nov 2022 21:03:35 UTC\n", "it was valid until 2022-11-09", "--downgrade")]
    [InlineData("Suite: bookworm\nDate: Thu, 19 Nov 2026 21:03:35 UTC\n", "the locks were renewed from an index of 2026-11-20", "--downgrade")]
    public async Task Find_AnotherIndexThanTodays_IsRefusedUnlessAPersonInsists(string release, string reason, string option)
    {
        var signed = new ReleaseSignature(new ScriptedProcesses(_ => null), new SignatureVerifier("true", IsGpgv: false), "/dev/null");
        var block = $"-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA256\n\n{release}-----BEGIN PGP SIGNATURE-----\n-----END PGP SIGNATURE-----\n";

        var refusal = await Should.ThrowAsync<FridgeException>(FindAsync(Bookworm(block), new IndexTrust(Locked), signature: signed));
        refusal.Message.ShouldContain(reason);
        refusal.NextStep.ShouldNotBeNull().ShouldContain(option);

        await FindAsync(Bookworm(block), new IndexTrust(Locked, Unsigned: true, Downgrade: true), signature: signed);
        report.Log.ShouldContain(line => line.Contains(option));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Find_ASuiteThatWasReadBefore_IsRefusedWhereNoArchiveGivesIt(bool hasRelease)
    {
        var archive = hasRelease ? Bookworm($"Suite: bookworm\n{Date}SHA256:\n {new string('1', 64)} 10 {SignedRelease.Index}\n") : (_, _) => Task.FromResult(NotFound());

        var refusal = await Should.ThrowAsync<FridgeException>(FindAsync(archive, Trust with { Locked = Locked }));
        refusal.Message.ShouldStartWith("No archive has bookworm for armhf");
        refusal.Evidence.ShouldContain(line => line.Contains(hasRelease ? "No such index." : "InRelease: 404"));

        (await FindAsync(archive, Trust with { Locked = Locked, Downgrade = true })).ShouldBeEmpty();
    }

    [Fact]
    public async Task Renew_OlderVersionsThanTheLocks_AreRefusedUnlessAPersonInsists()
    {
        foreach (var recipe in LockUpdater.Recipes)
        {
            Directory.CreateDirectory(Path.Combine(folder, recipe));
            await File.WriteAllTextAsync(Path.Combine(folder, recipe, PackageList.FileName), "root armhf: libc6\n", Cancelled);
            await File.WriteAllTextAsync(Path.Combine(folder, recipe, PackageLock.FileName), $"root armhf libc6 2.36-9+deb12u13 pool/libc6.deb {new string('a', 64)} 7\n", Cancelled);
        }

        var refusal = await Should.ThrowAsync<FridgeException>(RenewAsync("2.36-9+deb12u9", downgrade: false));
        refusal.Message.ShouldContain($"of {LockUpdater.Recipes.Length} packages");
        refusal.Evidence.ShouldContain("base: libc6 armhf 2.36-9+deb12u13 -> 2.36-9+deb12u9");

        (await RenewAsync("2.36-9+deb12u9", downgrade: true)).Changes.Length.ShouldBe(LockUpdater.Recipes.Length);
        var renewed = await RenewAsync("2.36-9+deb12u14", downgrade: false);
        renewed.Changes.Select(change => $"{change}").ShouldContain("base: libc6 armhf 2.36-9+deb12u13 -> 2.36-9+deb12u14");
        renewed.Suites.Format().ShouldEndWith("\nbookworm 2026-11-26T21:03:35Z\n");
    }

    [Theory]
    [InlineData("bookworm-security", true)]
    [InlineData("bookworm-updates", false)]
    public async Task Renew_SaysWhetherAVersionCameByDebiansSecuritySuite(string suite, bool isSecurity)
    {
        foreach (var recipe in LockUpdater.Recipes)
        {
            Directory.CreateDirectory(Path.Combine(folder, recipe));
            await File.WriteAllTextAsync(Path.Combine(folder, recipe, PackageList.FileName), "root armhf: libc6\n", Cancelled);
            await File.WriteAllTextAsync(Path.Combine(folder, recipe, PackageLock.FileName), $"root armhf libc6 2.36-9+deb12u13 pool/libc6.deb {new string('a', 64)} 7\n", Cancelled);
        }

        var renewed = await RenewAsync("2.36-9+deb12u14", downgrade: false, "bookworm", suite);

        renewed.Changes.ShouldAllBe(change => change.IsSecurity == isSecurity);
        renewed.Changes.Length.ShouldBe(LockUpdater.Recipes.Length);
    }

    private async Task<RenewedLocks> RenewAsync(string version, bool downgrade, params string[] suites)
    {
        var index = Path.Combine(folder, "Packages.gz");
        await using (var file = new GZipStream(File.Create(index), CompressionLevel.Fastest))
            await file.WriteAsync(Encoding.UTF8.GetBytes($"Package: libc6\nVersion: {version}\nFilename: pool/libc6.deb\nSHA256: {new string('b', 64)}\nSize: 7\n\n"), Cancelled);
        var downloads = new ScriptedDownloads((_, _) => Task.FromResult(index));
        using var http = new HttpClient(new ScriptedHttp((address, _) => Task.FromResult(suites.DefaultIfEmpty("bookworm").FirstOrDefault(suite => address.AbsolutePath.EndsWith($"/{suite}/InRelease", StringComparison.Ordinal)) is { } asked
            ? new HttpResponseMessage { Content = new StringContent($"Suite: {asked}\n{Date}SHA256:\n {new string('1', 64)} 10 {SignedRelease.Index}\n") }
            : NotFound())));
        return await new LockUpdater(Reader(http, downloads, Trust), downgrade).RenewAsync(folder, Archives, report, Cancelled);
    }

    private static HttpResponseMessage NotFound() => new(HttpStatusCode.NotFound);

    private static Func<Uri, CancellationToken, Task<HttpResponseMessage>> Bookworm(string inRelease) => (address, _) =>
        Task.FromResult(address.AbsolutePath.EndsWith("/bookworm/InRelease", StringComparison.Ordinal)
            ? new HttpResponseMessage { Content = new StringContent(inRelease) }
            : NotFound());

    private static async Task<HttpResponseMessage> SilentAsync(Uri address, CancellationToken cancellationToken)
    {
        await Task.Delay(Timeout.Infinite, cancellationToken);
        throw new InvalidOperationException("Nobody answers.");
    }

    private static ImmutableArray<Uri> Archives => [new("http://a.example/debian/")];

    private IndexReader Reader(HttpClient http, IDownloader downloads, IndexTrust trust, ReleaseSignature? signature = null) =>
        new(http, downloads, signature ?? new ReleaseSignature(new ScriptedProcesses(_ => null), null), trust, time);

    private async Task<IReadOnlyList<FoundPackage>> FindAsync(
        Func<Uri, CancellationToken, Task<HttpResponseMessage>> archive, IndexTrust trust, TimeSpan? timeout = null, ReleaseSignature? signature = null)
    {
        using var http = new HttpClient(new ScriptedHttp(archive)) { Timeout = timeout ?? Timeout.InfiniteTimeSpan };
        return await Reader(http, none, trust, signature).FindAsync(Archives, "root", "armhf", new HashSet<string>(["libc6"]), report, Cancelled);
    }
}
