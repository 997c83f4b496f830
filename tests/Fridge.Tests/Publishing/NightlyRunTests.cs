using Fridge.Publishing.Contents;
using Fridge.Registry.Outside;
using Fridge.Targets;
using Fridge.Tests.Engine;
using Fridge.Tests.Support;
using Shouldly;
using Xunit;

namespace Fridge.Tests.Publishing;

/// <summary>
/// Nights of a clean clone, for one cluster and one platform: images by the local engine (or from this machine's cache of them), Debian's registry with TLS, a Debian
/// archive of the test's own, GitHub's API by <see cref="GitHubDouble"/>.
/// </summary>
[Trait("Suite", "ci")]
public sealed class NightlyRunTests(LocalhostRegistry registry, ScratchArchive archive, GitHubDouble github)
    : IClassFixture<LocalhostRegistry>, IClassFixture<ScratchArchive>, IClassFixture<GitHubDouble>, IDisposable
{
    private readonly CleanClone clone = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Nights_BuildWhatChanged_AndNothingElse()
    {
        await clone.MakeAsync(Token);
        var checkedOnly = await NightAsync("--check");
        (await TagsAsync("flink")).ShouldBeEmpty("--check changes nothing");

        var first = await NightAsync();
        foreach (var image in new[] { "flink", "registry", "job-taxi", "locks" })
            (await TagsAsync(image)).Length.ShouldBe(1, image);
        github.Issues.ShouldBeEmpty("the locks are those of the archive");

        await ShouldDoNothingAsync(await CountedAsync());

        var version = await archive.RenewAsync("docker-registry", "armhf");
        var changed = await NightAsync();
        changed.Out.ShouldMatch($@"registry +docker-registry +\S+ -> {System.Text.RegularExpressions.Regex.Escape(version)} +armhf +yes");
        foreach (var image in new[] { "flink", "job-taxi" })
        {
            (await TagsAsync(image)).Length.ShouldBe(1, image);
            changed.Out.ShouldContain($"{image} is unchanged: owner/fridge-{image}:nightly-");
        }

        (await TagsAsync("registry")).Length.ShouldBe(2);
        (await TagsAsync("locks")).Length.ShouldBe(2);
        github.Issues.Single().Title.ShouldBe("To renew: 1 Debian packages, 1 of them security updates");
        ShouldHaveWrittenTheNight(version);

        github.Asked.Clear();
        await ShouldDoNothingAsync(await CountedAsync());
        github.Asked.ShouldAllBe(line => line.StartsWith("GET", StringComparison.Ordinal));
        github.Leaks.ShouldBeEmpty();
        new[] { checkedOnly, first, changed }.ShouldAllBe(run => !(run.Out + run.Error + run.Events).Contains(GitHubDouble.Token));
        (await clone.StatusAsync(Token)).ShouldBeEmpty("the checkout stays as it is");
    }

    public void Dispose() => clone.Dispose();

    /// <summary>By what the registry and the archive were asked for.</summary>
    private async Task<(EngineRun Run, string[] Requests)> CountedAsync()
    {
        archive.Asked.Clear();
        var before = await registry.RequestsAsync(Token);
        var run = await NightAsync();
        return (run, [.. (await registry.RequestsAsync(Token)).Skip(before.Length)]);
    }

    private Task ShouldDoNothingAsync((EngineRun Run, string[] Requests) night)
    {
        night.Run.Out.ShouldContain("unchanged");
        night.Requests.ShouldNotBeEmpty();
        night.Requests.ShouldAllBe(request => request.StartsWith("GET ") || request.StartsWith("HEAD "));
        archive.Asked.ShouldBeEmpty("no package is asked for");
        return Task.CompletedTask;
    }

    private void ShouldHaveWrittenTheNight(string version)
    {
        var document = ReleaseDocument.Read(File.ReadAllBytes(clone.File("artifacts", "nightly", ReleaseDocument.FileName)), "the night");
        document.Images.Select(image => image.Name).ShouldBe(["flink", "registry", "job-taxi"]);
        document.Images.ShouldAllBe(image => NightlyTag.Find(image.Tag) != null);
        File.ReadAllText(clone.File("artifacts", "nightly", "images", "registry", "packages.lock")).ShouldContain($"root armhf docker-registry {version} ");
    }

    private async Task<EngineRun> NightAsync(string more = "")
    {
        var run = await EngineRun.OfAsync(
            new Build { Root = clone.Folder },
            $"Nightly --registry localhost:{registry.Port}/owner --registry-ca {registry.CaFile} --debian-archives {archive.Address} --unsigned --repository ada/fridge --api {github.Api} --report github --clusters clusters/virtual.yaml --platforms armv7 --yes {more}",
            new() { ["FRIDGE_GITHUB_TOKEN"] = GitHubDouble.Token });
        run.ExitCode.ShouldBe(0, run.Out + run.Error);
        return run;
    }

    /// <summary>Those that a night gave.</summary>
    private async Task<string[]> TagsAsync(string image) => [.. (await registry.TagsAsync($"owner/fridge-{image}", Token)).Where(tag => NightlyTag.Find(tag) is not null)];
}
