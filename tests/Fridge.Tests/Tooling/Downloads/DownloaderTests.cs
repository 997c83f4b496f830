using System.Security.Cryptography;
using System.Text;
using Fridge.Tests.Support;
using Fridge.Tooling;
using Fridge.Tooling.Downloads;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Xunit;

namespace Fridge.Tests.Tooling.Downloads;

public sealed class DownloaderTests : IDisposable
{
    private static readonly byte[] Content = Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat("0123456789", 1000)));
    private readonly string folder = Directory.CreateTempSubdirectory("fridge-downloads-").FullName;
    private readonly HttpClient http = new();
    private TimeProvider time = new FakeTimeProvider();
    private readonly ReportRecorder report = new();

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        http.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task Fetch_FirstSource_IsVerifiedAndCachedForTheNextTime()
    {
        using var server = new TinyHttpServer(request => TinyHttpServer.File(request, Content));

        var first = await FetchAsync(Source(server.Address));
        var second = await FetchAsync(Source(server.Address));

        (await File.ReadAllBytesAsync(first.Path, Cancelled)).ShouldBe(Content);
        second.ShouldBe(first);
        server.Requests.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Fetch_SecondSourceIsCached_NoNetworkIsTried()
    {
        using var server = new TinyHttpServer(_ => ("HTTP/1.1 404 Not Found", []));
        var local = await LocalFileAsync();
        var cut = Source(local);
        await FetchAsync(cut);
        File.Delete(local.LocalPath);

        var file = await FetchAsync(new DownloadSource(server.Address, Sha512("another edition"u8.ToArray())), cut);

        file.Source.ShouldBe(cut);
        server.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task Fetch_EarlierFirst_TakesTheCachedCopyOfALaterSourceOnlyWhenTheEarlierHasNone()
    {
        var whole = "another edition"u8.ToArray();
        var isUp = false;
        using var server = new TinyHttpServer(request => isUp ? TinyHttpServer.File(request, whole) : ("HTTP/1.1 404 Not Found", []));
        var cut = Source(await LocalFileAsync());
        await FetchAsync(cut);
        var download = new Download("file.tgz", [new DownloadSource(server.Address, Sha512(whole)), cut]) { EarlierFirst = true };

        (await new Downloader(folder, http, time).FetchAsync(download, report, Cancelled)).Source.ShouldBe(cut);
        isUp = true;

        (await new Downloader(folder, http, time).FetchAsync(download, report, Cancelled)).Source.ShouldBe(download.Sources[0]);
    }

    [Fact]
    public async Task Fetch_CachedFileIsDamaged_IsFetchedAgain()
    {
        var local = Source(await LocalFileAsync());
        var file = await FetchAsync(local);
        await File.WriteAllTextAsync(file.Path, "damaged", Cancelled);

        await FetchAsync(local);

        (await File.ReadAllBytesAsync(file.Path, Cancelled)).ShouldBe(Content);
        report.Log.ShouldContain(line => line.Contains("is damaged"));
    }

    [Fact]
    public async Task Fetch_Interrupted_GoesOnWhereItStopped()
    {
        using var server = new TinyHttpServer(request => TinyHttpServer.File(request, Content));
        LeavePart(Source(server.Address), Content[..4000]);

        var file = await FetchAsync(Source(server.Address));

        (await File.ReadAllBytesAsync(file.Path, Cancelled)).ShouldBe(Content);
        server.Requests.ShouldHaveSingleItem().ShouldContain("Range: bytes=4000-");
    }

    [Fact]
    public async Task Fetch_ServerWithoutRanges_StartsAnew()
    {
        using var server = new TinyHttpServer(_ => ($"HTTP/1.1 200 OK\r\nContent-Length: {Content.Length}", Content));
        LeavePart(Source(server.Address), Content[..4000]);

        (await File.ReadAllBytesAsync((await FetchAsync(Source(server.Address))).Path, Cancelled)).ShouldBe(Content);
    }

    [Theory]
    [InlineData(3000)]
    [InlineData(20000)]
    public async Task Fetch_WhatWasLeftIsSomethingElse_IsFetchedWhole(int bytes)
    {
        using var server = new TinyHttpServer(request => TinyHttpServer.File(request, Content));
        LeavePart(Source(server.Address), new byte[bytes]);

        (await File.ReadAllBytesAsync((await FetchAsync(Source(server.Address))).Path, Cancelled)).ShouldBe(Content);
    }

    [Fact]
    public async Task Fetch_WrongChecksum_NamesBothAndTriesTheNext()
    {
        using var server = new TinyHttpServer(request => TinyHttpServer.File(request, "tampered"u8.ToArray()));

        var file = await FetchAsync(Source(server.Address), Source(await LocalFileAsync()));

        file.Source.Address.IsFile.ShouldBeTrue();
        var reason = report.Log.ShouldHaveSingleItem();
        reason.ShouldContain(Sha512("tampered"u8.ToArray()).Hex);
        reason.ShouldContain(Sha512(Content).Hex);
        Directory.GetFiles(folder, "*.part", SearchOption.AllDirectories).ShouldBeEmpty();
    }

    [Fact]
    public async Task Fetch_ServerFailsOnce_IsTriedAgainAndGoesOn()
    {
        var answers = 0;
        using var server = new TinyHttpServer(request => answers++ switch
        {
            0 => ("HTTP/1.1 503 Service Unavailable", []),
            1 => ($"HTTP/1.1 200 OK\r\nContent-Length: {Content.Length}", Content[..2500]),
            _ => TinyHttpServer.File(request, Content),
        });
        time = new HurriedTime(TimeSpan.FromSeconds(30));

        var file = await FetchAsync(Source(server.Address));

        (await File.ReadAllBytesAsync(file.Path, Cancelled)).ShouldBe(Content);
        server.Requests.Last().ShouldContain("Range: bytes=2500-");
    }

    /// <summary>Each source cost the seven seconds of its tries, and the archive lay in a folder.</summary>
    [Fact]
    public async Task Fetch_NoNameResolves_TheNextSourceComesAtOnce()
    {
        using var offline = new HttpClient(new Offline());

        var file = await new Downloader(folder, offline, time).FetchAsync(
            new Download("file.bin", [Source(new Uri("http://a.example/x")), Source(new Uri("http://b.example/x")), Source(await LocalFileAsync())]), report, Cancelled)
            .WaitAsync(TimeSpan.FromSeconds(20), Cancelled);

        file.Source.Address.IsFile.ShouldBeTrue();
        report.Log.ShouldAllBe(line => line.Contains("Name or service not known"));
    }

    [Theory]
    [InlineData("http://a.example/debian/pool/x.deb", "http://b.example/debian/pool/x.deb", "a.example", "b.example")]
    [InlineData("http://a.example/debian/pool/x.deb", "http://a.example/debian-security/pool/x.deb", "a.example/debian", "a.example/debian-security")]
    [InlineData("http://a.example/i/by-hash/1", "http://a.example/i/Packages.gz", "a.example/i/by-hash/1", "a.example/i/Packages.gz")]
    [InlineData("file:///mirror/one/x.tgz", "file:///mirror/two/x.tgz", "/mirror/one", "/mirror/two")]
    public void PlaceOf_TwoSources_NamesWhatDiffers(string first, string second, string one, string other)
    {
        DownloadSource[] sources = [.. new[] { first, second }.Select(address => new DownloadSource(new Uri(address), Sha512([])))];
        var download = new Download("x", [.. sources]);

        sources.Select(download.PlaceOf).ShouldBe([one, other]);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Fetch_LongerThanItMayBe_IsNotKeptWhateverTheSourceSays(bool saysItsLength)
    {
        using var server = new TinyHttpServer(request => saysItsLength ? TinyHttpServer.File(request, Content) : ("HTTP/1.1 200 OK", Content));

        var failure = await Should.ThrowAsync<DownloadFailedException>(FetchAsync(Source(server.Address) with { Limit = Content.Length - 1 }));

        failure.Evidence.ShouldHaveSingleItem().ShouldEndWith("it is longer than the 9999 bytes that it may have");
        Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).ShouldAllBe(file => new FileInfo(file).Length == 0);
        server.Requests.Count.ShouldBe(1, "another try gives the same");
    }

    [Fact]
    public async Task Fetch_AnUnusableName_IsSaidAndNotWaitedFor()
    {
        var name = new string('n', 300);

        var failure = await Should.ThrowAsync<FridgeException>(new Downloader(folder, http, time).FetchAsync(
            new Download(name, [Source(await LocalFileAsync())]), report, Cancelled).WaitAsync(TimeSpan.FromSeconds(20), Cancelled));

        failure.Message.ShouldContain("can't be written");
    }

    [Fact]
    public async Task Fetch_NoSourceGivesIt_EachReasonIsEvidence()
    {
        using var server = new TinyHttpServer(_ => ("HTTP/1.1 404 Not Found", []));

        var failure = await Should.ThrowAsync<DownloadFailedException>(
            FetchAsync(Source(server.Address), Source(new Uri("file:///no/such/file"))));

        failure.Evidence.ShouldBe([$"{server.Address}: HTTP 404 Not Found", "file:///no/such/file: no such file"]);
    }

    [Theory]
    [InlineData("404 Not Found", true)]
    [InlineData("410 Gone", true)]
    [InlineData("403 Forbidden", false)]
    public async Task Fetch_NoSourceGivesIt_TellsWhetherOneDoesNotHaveIt(string status, bool missing)
    {
        using var server = new TinyHttpServer(_ => ($"HTTP/1.1 {status}", []));

        (await Should.ThrowAsync<DownloadFailedException>(FetchAsync(Source(server.Address)))).Missing.ShouldBe(missing);
    }

    [Fact]
    public void DiskFull_TheKernelsOwnWord_IsRecognised()
    {
        using var full = new FileStream("/dev/full", FileMode.Open, FileAccess.Write, FileShare.None, bufferSize: 0);

        var failure = Should.Throw<IOException>(() => full.WriteByte(1));

        DiskFull.Is(failure).ShouldBeTrue();
    }

    [Fact]
    public void DiskFull_DotNetsWordWhenItReservesRoom_IsRecognised() =>
        DiskFull.Is(new IOException("Failed to create '/c/sbom.json' with allocation size '200000' because the disk was full.")).ShouldBeTrue();

    private static DownloadSource Source(Uri address) => new(address, Sha512(Content));

    private static Checksum Sha512(byte[] content) => new(ChecksumAlgorithm.Sha512, Convert.ToHexStringLower(SHA512.HashData(content)));

    private Task<DownloadedFile> FetchAsync(params DownloadSource[] sources) =>
        new Downloader(folder, http, time).FetchAsync(new Download("file.tgz", [.. sources]), report, Cancelled);

    private async Task<Uri> LocalFileAsync()
    {
        var path = Path.Combine(folder, "origin");
        await File.WriteAllBytesAsync(path, Content, Cancelled);
        return new Uri(path);
    }

    private void LeavePart(DownloadSource source, byte[] bytes)
    {
        var path = new DownloadCache(folder).PathOf("file.tgz", source.Checksum) + ".part";
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, bytes);
    }

    private sealed class Offline : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            Task.FromException<HttpResponseMessage>(new HttpRequestException(HttpRequestError.NameResolutionError, "Name or service not known"));
    }
}
