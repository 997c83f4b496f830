using Fridge.Images.Archives;
using Fridge.Images.Locks;
using Fridge.Tests.Support;
using Fridge.Tooling;
using Fridge.Tooling.Downloads;
using Shouldly;
using Xunit;

namespace Fridge.Tests.Images;

public sealed class PackageDownloadsTests
{
    private static readonly LockedPackage Package = new("root", "armhf", "libc6", "2.36-9", "pool/main/g/glibc/libc6.deb", new string('a', 64), 1);

    [Theory]
    [InlineData(true, "./build.sh Images --update")]
    [InlineData(false, "network")]
    public async Task Fetch_NoArchiveGivesIt_AdvisesToRenewTheLockOnlyWhereOneAnswered(bool missing, string advice)
    {
        var downloads = new PackageDownloads(new ScriptedDownloads((_, _) => throw new DownloadFailedException("Not had.") { Missing = missing }));

        var failure = await Should.ThrowAsync<FridgeException>(
            downloads.FetchAsync([Package], [new Uri("http://a.example/debian/")], new ReportRecorder(), TestContext.Current.CancellationToken));

        failure.Message.ShouldContain("libc6 2.36-9");
        failure.NextStep.ShouldNotBeNull().ShouldContain(advice);
        failure.NextStep.Contains("--update").ShouldBe(missing);
    }
}
