using Fridge.Images.Kubernetes;
using Fridge.Images.Plan;
using Fridge.Model;
using Fridge.Tests.Engine;
using Fridge.Tests.Support;
using Fridge.Tooling;
using Fridge.Tooling.Downloads;
using Shouldly;
using Xunit;

namespace Fridge.Tests.Images.Kubernetes;

/// <summary>What nodes of k3s' get, from a folder with the layout of its releases; no release could be downloaded where this was written.</summary>
public sealed class K3sProgramsTests : IDisposable
{
    private static readonly KubernetesVersion Version = new(34, 1);

    private readonly ScratchFolder folder = new();
    private readonly HttpClient http = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        folder.Dispose();
        http.Dispose();
    }

    [Theory]
    [InlineData("armhf", "arm", "k3s-armhf")]
    [InlineData("arm64", "arm64", "k3s-arm64")]
    [InlineData("amd64", "amd64", "k3s")]
    public async Task Fetch_ByArchitecture_GivesTheProgramAndItsImages(string debian, string release, string program)
    {
        folder.Write($"mirror/v1.34.1+k3s1/sha256sum-{release}.txt", $"{Sum('a')}  k3s-airgap-images-{release}.tar\n{Sum('b')}  k3s-airgap-images-{release}.tar.zst\n{Sum('C')}  ./dist/artifacts/{program}\n");
        var downloads = Downloads();

        var programs = await Programs(downloads, folder["mirror"]).FetchAsync(Version, debian, new ReportRecorder(), Token);

        programs.ShouldBe([new NodeProgram("k3s", $"/cache/{program}", Sum('c')), new NodeProgram($"k3s-airgap-images-{release}.tar.zst", $"/cache/k3s-airgap-images-{release}.tar.zst", Sum('b'))]);
        downloads.Asked.Select(download => download.Sources[0].Address.AbsolutePath).ShouldAllBe(path => path.Contains("/v1.34.1+k3s1/", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Fetch_FromAMirrorThatHasNothing_AsksTheNext()
    {
        folder.Write("second/v1.34.1+k3s1/sha256sum-arm.txt", $"{Sum('a')}  k3s-armhf\n{Sum('b')}  k3s-airgap-images-arm.tar.zst\n");

        (await Programs(Downloads(), folder["first"], folder["second"]).FetchAsync(Version, "armhf", new ReportRecorder(), Token)).Length.ShouldBe(2);
    }

    [Theory]
    [InlineData("not a sum  k3s-armhf\n", "its list of sums has none of k3s-armhf")]
    [InlineData(null, "sha256sum-arm.txt")]
    public async Task Fetch_NothingThatCanBeVerified_IsASentenceWithEachReason(string? sums, string reason)
    {
        if (sums is not null)
            folder.Write("mirror/v1.34.1+k3s1/sha256sum-arm.txt", sums);

        var refused = await Should.ThrowAsync<FridgeException>(() => Programs(Downloads(), folder["mirror"]).FetchAsync(Version, "armhf", new ReportRecorder(), Token));

        refused.Message.ShouldBe("No mirror gives k3s 1.34.1 for armhf.");
        refused.NextStep.ShouldNotBeNull().ShouldContain("K3sMirrors in .nuke/parameters.json");
        refused.Evidence.ShouldHaveSingleItem().ShouldContain(reason);
    }

    [Fact]
    public void Id_AsksNobody() => K3sPrograms.IdOf(Version).ShouldBe("1.34.1+k3s1");

    private static string Sum(char digit) => new(digit, 64);

    private static ScriptedDownloads Downloads() => new((download, _) => Task.FromResult($"/cache/{download.Sources[0].Address.Segments[^1]}"));

    private K3sPrograms Programs(IDownloader downloads, params string[] mirrors) =>
        new(downloads, http, new ImageSettings { FlinkMirrors = [], K3sMirrors = [.. mirrors] }, new FridgePaths(Checkout.Root, "/no/state", "/no/cache"));
}
