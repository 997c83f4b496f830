using System.Net;
using Fridge.Images.Archives;
using Fridge.Images.Locks;
using Fridge.Tests.Tooling;
using Fridge.Tests.Tooling.Host;
using Fridge.Tooling.Downloads;
using Shouldly;
using Xunit;

namespace Fridge.Tests.Images;

public sealed class IndexReaderTests
{
    private readonly SilentReport report = new();
    private readonly ScriptedDownloads downloads = new((_, _) => throw new DownloadFailedException("No such index."));

    [Fact]
    public async Task Find_AnIndexNamedBeforeTheSignedText_IsNotAskedFor()
    {
        await FindAsync((address, _) => Task.FromResult(address.AbsolutePath.EndsWith("/bookworm/InRelease", StringComparison.Ordinal)
            ? new HttpResponseMessage { Content = new StringContent(SignedRelease.Amended) }
            : new HttpResponseMessage(HttpStatusCode.NotFound)));

        downloads.Asked.ShouldHaveSingleItem().Sources.ShouldAllBe(source => source.Checksum.Hex == new string('1', 64));
    }

    [Fact]
    public async Task Find_AnArchiveThatNeverAnswers_IsLeftOutWithAWarning()
    {
        var found = await FindAsync(SilentAsync, timeout: TimeSpan.FromMilliseconds(20));

        found.ShouldBeEmpty();
        report.Lines.Count.ShouldBe(3, "a line for each suite");
        report.Lines.ShouldAllBe(line => line.StartsWith("http://a.example/debian/dists/bookworm"));
    }

    private static async Task<HttpResponseMessage> SilentAsync(Uri address, CancellationToken cancellationToken)
    {
        await Task.Delay(Timeout.Infinite, cancellationToken);
        throw new InvalidOperationException("Nobody answers.");
    }

    private async Task<IReadOnlyList<LockedPackage>> FindAsync(
        Func<Uri, CancellationToken, Task<HttpResponseMessage>> archive, TimeSpan? timeout = null)
    {
        using var http = new HttpClient(new ScriptedHttp(archive)) { Timeout = timeout ?? Timeout.InfiniteTimeSpan };
        var reader = new IndexReader(http, downloads, new GpgvSignature(new ScriptedProcesses(_ => null), "/no/such/keyring.gpg"));
        return await reader.FindAsync(
            [new Uri("http://a.example/debian/")], "root", "armhf", new HashSet<string>(["libc6"]), report, TestContext.Current.CancellationToken);
    }
}
