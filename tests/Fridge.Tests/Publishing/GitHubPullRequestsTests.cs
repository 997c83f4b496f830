using System.Collections.Immutable;
using Fridge.Publishing.GitHub;
using Fridge.Publishing.Versions;
using Fridge.Tests.Support;
using Fridge.Tooling;
using Microsoft.AspNetCore.Http;
using Shouldly;
using Xunit;

namespace Fridge.Tests.Publishing;

/// <summary>Octokit, unchanged, against <see cref="GitHubDouble"/>.</summary>
public sealed class GitHubPullRequestsTests : IAsyncLifetime
{
    private const string Branch = "fridge/locks";
    private const string Lock = "images/flink/packages.lock";

    private readonly GitHubDouble github = new();
    private readonly HurriedTime time = new(TimeSpan.FromMinutes(30));

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await github.InitializeAsync();
        github.Commit(GitHubDouble.Main, "the first", (Lock, "zlib1g 1\n"), ("README.md", "read me\n"));
    }

    public ValueTask DisposeAsync() => github.DisposeAsync();

    [Fact]
    public async Task OnePullRequest_IsOpened_WrittenAnew_AndClosed()
    {
        (await EnsureAsync(null)).ShouldBe((IssueFate.Keep, null));
        (await EnsureAsync(Renewed("2"))).ShouldBe((IssueFate.Open, "https://github.com/ada/fridge/pull/1"));
        ShouldHave("zlib1g 2\n");

        (await EnsureAsync(Renewed("3"))).ShouldBe((IssueFate.Update, "https://github.com/ada/fridge/pull/1"));
        ShouldHave("zlib1g 3\n");
        github.Pulls.Single().Title.ShouldBe("Renew zlib1g 3");

        (await EnsureAsync(null)).Done.ShouldBe(IssueFate.Close);
        github.Pulls.Single().State.ShouldBe("closed");
        github.Branches.Keys.ShouldBe([GitHubDouble.Main]);
        (await EnsureAsync(null)).Done.ShouldBe(IssueFate.Keep);
    }

    [Fact]
    public async Task TheSameAgain_ChangesNothing()
    {
        await EnsureAsync(Renewed("2"));
        // As a person's browser sends it.
        github.Pulls.Single().Body = github.Pulls.Single().Body.ReplaceLineEndings("\r\n");
        github.Asked.Clear();

        (await FindAsync(Renewed("2"))).ShouldBe((IssueFate.Keep, null));
        (await EnsureAsync(Renewed("2"))).Done.ShouldBe(IssueFate.Keep);

        github.Asked.ShouldAllBe(line => line.StartsWith("GET", StringComparison.Ordinal));
    }

    [Fact]
    public async Task ACheck_ChangesNothing()
    {
        (await FindAsync(Renewed("2"))).ShouldBe((IssueFate.Open, null));

        github.Asked.ShouldAllBe(line => line.StartsWith("GET", StringComparison.Ordinal));
    }

    [Fact]
    public async Task ANewCommitOfTheDefaultBranch_IsWhatItThenLiesOn()
    {
        await EnsureAsync(Renewed("2"));
        var stale = Renewed("2");
        var newest = github.Commit(GitHubDouble.Main, "the second", ("README.md", "read it\n"));

        var (fate, why) = await FindAsync(stale);
        (fate, why!).ShouldBe((IssueFate.Keep, $"No pull request is written: it would lie on {stale.Onto[..12]}, and main is at {newest.Sha[..12]}."));

        (await EnsureAsync(Renewed("2"))).Done.ShouldBe(IssueFate.Update);
        ShouldHave("zlib1g 2\n");
        github.Tip(Branch).Files["README.md"].ShouldBe("read it\n", "other files are those of the commit below");
    }

    [Fact]
    public async Task ABranchWithAPersonsCommit_IsLeftAlone()
    {
        await EnsureAsync(Renewed("2"));
        var theirs = github.Commit(Branch, "by hand", (Lock, "zlib1g 1.5\n"));

        var (fate, why) = await FindAsync(Renewed("3"));
        (fate, why!).ShouldBe((IssueFate.Keep, $"The branch {Branch} has a commit that isn't Fridge's ({theirs.Sha[..12]}), so its pull request stays as it is: merge it or close it, and delete the branch."));
        (await EnsureAsync(Renewed("3"))).Done.ShouldBe(IssueFate.Keep);
        (await EnsureAsync(null)).Done.ShouldBe(IssueFate.Keep);

        github.Tip(Branch).ShouldBe(theirs);
    }

    [Fact]
    public async Task ClosedByAPerson_ItIsOpenedAnew_WhereThereIsStillSomethingToPropose()
    {
        await EnsureAsync(Renewed("2"));
        github.Pulls.Single().State = "closed";

        (await EnsureAsync(Renewed("3"))).ShouldBe((IssueFate.Open, "https://github.com/ada/fridge/pull/2"));

        github.Branches.Count.ShouldBe(2);
        ShouldHave("zlib1g 3\n");
    }

    /// <summary>Whatever was written last, the answer to it was lost: asked again, nothing is there twice.</summary>
    [Theory]
    [InlineData("/git/trees")]
    [InlineData("/git/commits")]
    [InlineData("/git/refs")]
    [InlineData("/pulls")]
    public async Task AnAnswerThatIsLost_MakesNoSecond(string lost)
    {
        github.Lose(lost);

        (await EnsureAsync(Renewed("2"))).Page.ShouldBe("https://github.com/ada/fridge/pull/1");

        github.Pulls.Count.ShouldBe(1);
        ShouldHave("zlib1g 2\n");
    }

    [Fact]
    public async Task ATokenWithoutTheRight_NamesTheRights()
    {
        github.Faults.Enqueue(GitHubDouble.Answer(StatusCodes.Status403Forbidden, "Resource not accessible by integration"));

        var failure = await Should.ThrowAsync<FridgeException>(EnsureAsync(Renewed("2")));

        failure.Message.ShouldBe("The token may not write branches and pull requests of ada/fridge.");
        failure.NextStep!.ShouldContain("contents: write and pull-requests: write");
    }

    private void ShouldHave(string packages)
    {
        var tip = github.Tip(Branch);
        tip.Parents.ShouldBe([github.Branches[GitHubDouble.Main]]);
        tip.Files[Lock].ShouldBe(packages);
    }

    private Proposal Renewed(string version) => new(
        Branch, github.Branches[GitHubDouble.Main], $"hash-{version}", new IssueText($"Renew zlib1g {version}", "| package |\n"),
        ImmutableSortedDictionary<string, string>.Empty.Add(Lock, $"zlib1g {version}\n"));

    private Task<(IssueFate Fate, string? Why)> FindAsync(Proposal? wanted) => PullRequests.FindAsync(Branch, wanted, Token);

    private Task<(IssueFate Done, string? Page)> EnsureAsync(Proposal? wanted) => PullRequests.EnsureAsync(Branch, wanted, Token);

    private GitHubPullRequests PullRequests => new(new RepositoryName("ada", "fridge"), github.Api, new Redactor().Hide(GitHubDouble.Token), time);
}
