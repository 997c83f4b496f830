using Fridge.Publishing.Contents;
using Fridge.Publishing.GitHub;
using Fridge.Publishing.Versions;
using Fridge.Tests.Support;
using Fridge.Tooling;
using Microsoft.AspNetCore.Http;
using Shouldly;
using Xunit;

namespace Fridge.Tests.Publishing;

/// <summary>Octokit, unchanged, against <see cref="GitHubDouble"/>.</summary>
public sealed class GitHubReleasesTests : IAsyncLifetime
{
    private readonly GitHubDouble github = new();
    private readonly HurriedTime time = new(TimeSpan.FromMinutes(30));
    private readonly ReportRecorder report = new();

    public static TheoryData<int> Tenths => [.. Enumerable.Range(1, 9)];

    private static ReleaseContents Contents => SampleRelease.Contents;

    private static Asset Bundle => Contents.Assets.Single(asset => asset.Name.EndsWith(".tar.gz", StringComparison.Ordinal));

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => github.InitializeAsync();

    public ValueTask DisposeAsync() => github.DisposeAsync();

    [Fact]
    public async Task ARelease_IsForEverybody_OnceEachFileIsThere()
    {
        (await FindAsync()).ShouldBe(ReleaseState.Missing);

        (await PublishAsync()).Sent.ShouldBe(Contents.Assets.Length);

        ShouldBeWhole();
        github.Releases.Single().Target.ShouldBe(SampleRelease.Commit);
        (await FindAsync()).ShouldBe(ReleaseState.Published);
    }

    [Fact]
    public async Task ItIsADraft_UntilTheLastFileIsReadBack()
    {
        await PublishAsync();

        string[] asked = [.. github.Asked];
        var published = Array.FindIndex(asked, line => line.StartsWith("PATCH", StringComparison.Ordinal));
        asked[..published].Count(line => line.StartsWith("GET /files", StringComparison.Ordinal)).ShouldBe(Contents.Assets.Length);
        asked[(published + 1)..].ShouldBeEmpty();
    }

    [Fact]
    public async Task Again_ChangesNothing()
    {
        await PublishAsync();
        github.Asked.Clear();

        (await PublishAsync()).Sent.ShouldBe(0);

        github.Asked.ShouldAllBe(line => line.StartsWith("GET", StringComparison.Ordinal));
        ShouldBeWhole();
    }

    /// <summary>The connection is lost, and what is half there is replaced. The HTTP handler itself asks once more where a connection that it had kept went.</summary>
    [Theory]
    [MemberData(nameof(Tenths))]
    public async Task AnUploadCutAtATenth_IsSentAnew(int tenth)
    {
        github.Faults.Enqueue(github.CutUpload(Bundle.Name, Bundle.Content.Length / 10 * tenth));

        await PublishAsync();

        ShouldBeWhole();
        github.Asked.Count(line => line.Contains("/upload/", StringComparison.Ordinal) && line.Contains(Bundle.Name, StringComparison.Ordinal)).ShouldBeInRange(2, 3);
    }

    /// <summary>As a runner that is killed leaves it: a draft, some files, one of them half.</summary>
    [Fact]
    public async Task ARunThatWasKilled_IsCompletedByTheNext()
    {
        var draft = github.Add("v1.1.0", ReleaseMark.Body(Contents), draft: true);
        github.Add(draft, Contents.Assets[0].Name, Contents.Assets[0].Content.ToArray());
        github.Add(draft, Bundle.Name, Bundle.Content.ToArray()[..10], "starter");
        github.Add(draft, "of-another-day.txt", [1]);
        (await FindAsync()).ShouldBe(ReleaseState.Draft);

        (await PublishAsync()).Sent.ShouldBe(Contents.Assets.Length - 1);

        ShouldBeWhole();
    }

    [Fact]
    public async Task AFileOfTheSameSizeWithOtherContent_IsFoundByItsDigest_AndReplacedInADraft()
    {
        var draft = github.Add("v1.1.0", ReleaseMark.Body(Contents), draft: true);
        var other = Bundle.Content.ToArray();
        other[^1] ^= 1;
        github.Add(draft, Bundle.Name, other);

        await PublishAsync();

        ShouldBeWhole();
    }

    [Fact]
    public async Task AnUploadThatGitHubDoesNotCallWhole_IsSentAnew_ThoughItHasAllBytes()
    {
        var draft = github.Add("v1.1.0", ReleaseMark.Body(Contents), draft: true);
        github.Add(draft, Bundle.Name, Bundle.Content.ToArray(), "starter");

        (await PublishAsync()).Sent.ShouldBe(Contents.Assets.Length);

        ShouldBeWhole();
    }

    [Fact]
    public async Task AFileOfAPublishedRelease_IsNeverChanged()
    {
        var published = github.Add("v1.1.0", ReleaseMark.Body(Contents), draft: false);
        github.Add(published, Contents.Assets[0].Name, [1, 2, 3]);

        (await Should.ThrowAsync<FridgeException>(PublishAsync())).Message.ShouldEndWith($"has another {Contents.Assets[0].Name}.");

        published.Assets.Single().Content.ShouldBe([1, 2, 3]);
    }

    [Fact]
    public async Task AReleaseThatSomebodyMadeByHand_IsLeftAlone()
    {
        github.Add("v1.1.0", "by hand", draft: false);

        (await Should.ThrowAsync<FridgeException>(FindAsync())).Message.ShouldBe("ada/fridge has a release of v1.1.0 that Fridge didn't make.");
        await Should.ThrowAsync<FridgeException>(PublishAsync());

        github.Releases.Single().Assets.ShouldBeEmpty();
    }

    [Fact]
    public async Task AReleaseOfAnotherCommit_IsLeftAlone()
    {
        github.Add("v1.1.0", ReleaseMark.Body(Contents with { Commit = "fff" }), draft: true);

        (await Should.ThrowAsync<FridgeException>(FindAsync())).Message.ShouldContain("was made of fff");
    }

    [Theory]
    [InlineData(StatusCodes.Status429TooManyRequests, 7, 7)]
    [InlineData(StatusCodes.Status403Forbidden, 9, 9)]
    [InlineData(StatusCodes.Status502BadGateway, null, 1)]
    public async Task WhatComesAndGoes_IsWaitedFor(int status, int? retryAfter, int waits)
    {
        var message = status == StatusCodes.Status403Forbidden ? "You have exceeded a secondary rate limit" : "not now";
        github.Faults.Enqueue(GitHubDouble.Answer(status, message, retryAfter is { } seconds ? TimeSpan.FromSeconds(seconds) : null));

        await PublishAsync();

        ShouldBeWhole();
        time.Waits.ShouldBe([TimeSpan.FromSeconds(waits)]);
    }

    [Theory]
    [InlineData(-9)]
    [InlineData(0)]
    [InlineData(9)]
    public async Task ARateLimit_IsWaitedForByGitHubsClock(int hoursApart)
    {
        github.Faults.Enqueue(GitHubDouble.RateLimit(DateTimeOffset.UtcNow.AddHours(hoursApart), TimeSpan.FromSeconds(90)));

        await PublishAsync();

        ShouldBeWhole();
        time.Waits.Single().ShouldBeInRange(TimeSpan.FromSeconds(89), TimeSpan.FromSeconds(91));
    }

    [Fact]
    public async Task ARateLimitThatEndsInAnHour_EndsTheRun()
    {
        github.Faults.Enqueue(GitHubDouble.RateLimit(DateTimeOffset.UtcNow, TimeSpan.FromMinutes(59)));

        await Should.ThrowAsync<FridgeException>(PublishAsync());

        time.Waits.ShouldBeEmpty();
    }

    [Fact]
    public async Task WhatDoesNotEnd_EndsWithGitHubsWord_AndTheNextRunCompletes()
    {
        for (var time = 0; time < 5; time++)
            github.Faults.Enqueue(GitHubDouble.Answer(StatusCodes.Status503ServiceUnavailable, "no server is available"));

        (await Should.ThrowAsync<FridgeException>(PublishAsync())).Message.ShouldBe("GitHub answered HTTP 503: no server is available");
        await PublishAsync();

        ShouldBeWhole();
    }

    [Fact]
    public async Task ATokenThatGitHubDoesNotTake_IsASentence_WithoutTheToken()
    {
        var failure = await Should.ThrowAsync<FridgeException>(Releases("ghp_wrong000000000000000000000000000000").FindAsync(SampleRelease.Tag, SampleRelease.Commit, Token));

        failure.Message.ShouldBe("GitHub doesn't take the token for ada/fridge.");
        failure.ToString().ShouldNotContain("ghp_wrong");
    }

    [Fact]
    public async Task ATokenWithoutTheRight_NamesTheRight()
    {
        github.Faults.Enqueue(GitHubDouble.Answer(StatusCodes.Status403Forbidden, "Resource not accessible by personal access token"));

        (await Should.ThrowAsync<FridgeException>(FindAsync())).NextStep!.ShouldContain("contents: write");
    }

    /// <summary>Files come from another host than the API's.</summary>
    [Fact]
    public async Task TheToken_GoesToTheApiAlone_AndIntoNoLine()
    {
        await PublishAsync();

        github.Leaks.ShouldBeEmpty();
        report.Lines.ShouldNotContain(line => line.Contains(GitHubDouble.Token));
    }

    private void ShouldBeWhole()
    {
        var release = github.Releases.Single();
        release.Draft.ShouldBeFalse();
        release.Assets.Select(asset => asset.Name).Order().ShouldBe(Contents.Assets.Select(asset => asset.Name).Order());
        foreach (var asset in release.Assets)
        {
            asset.State.ShouldBe("uploaded");
            Contents.Assets.Single(wanted => wanted.Name == asset.Name).Has(asset.Content).ShouldBeTrue(asset.Name);
        }
    }

    private Task<ReleaseState> FindAsync() => Releases().FindAsync(SampleRelease.Tag, SampleRelease.Commit, Token);

    private Task<(string Page, int Sent)> PublishAsync() => Releases().PublishAsync(Contents, Token);

    private GitHubReleases Releases(string token = GitHubDouble.Token) => new(new RepositoryName("ada", "fridge"), github.Api, new Redactor().Hide(token), time, report);
}
