using Fridge.Publishing.GitHub;
using Fridge.Publishing.Versions;
using Fridge.Tests.Support;
using Fridge.Tooling;
using Microsoft.AspNetCore.Http;
using Shouldly;
using Xunit;

namespace Fridge.Tests.Publishing;

/// <summary>Octokit, unchanged, against <see cref="GitHubDouble"/>.</summary>
public sealed class GitHubIssuesTests : IAsyncLifetime
{
    private const string Subject = "nightly";
    private static readonly IssueText Text = new("To renew: 1 Debian packages", "| package |\n| --- |\n| `zlib1g` |\n");

    private readonly GitHubDouble github = new();
    private readonly HurriedTime time = new(TimeSpan.FromMinutes(30));

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => github.InitializeAsync();

    public ValueTask DisposeAsync() => github.DisposeAsync();

    [Fact]
    public async Task OneIssue_IsOpened_WrittenAnew_AndClosed()
    {
        (await EnsureAsync(null)).ShouldBe((IssueFate.Keep, null));
        (await EnsureAsync(Text)).ShouldBe((IssueFate.Open, "https://github.com/ada/fridge/issues/1"));
        (await EnsureAsync(Text with { Title = "To renew: Flink 1.20.6" })).Done.ShouldBe(IssueFate.Update);

        github.Issues.Single().Title.ShouldBe("To renew: Flink 1.20.6");
        github.Issues.Single().Body.ShouldStartWith(Text.Text.TrimEnd());
        (await EnsureAsync(null)).Done.ShouldBe(IssueFate.Close);
        github.Issues.Single().State.ShouldBe("closed");
        (await EnsureAsync(null)).Done.ShouldBe(IssueFate.Keep);
    }

    [Fact]
    public async Task TheSameAgain_ChangesNothing()
    {
        await EnsureAsync(Text);
        // As a person's browser sends it.
        github.Issues.Single().Body = github.Issues.Single().Body.ReplaceLineEndings("\r\n");
        github.Asked.Clear();

        (await FindAsync(Text)).ShouldBe(IssueFate.Keep);
        (await EnsureAsync(Text)).Done.ShouldBe(IssueFate.Keep);

        github.Asked.ShouldAllBe(line => line.StartsWith("GET", StringComparison.Ordinal));
    }

    [Fact]
    public async Task ClosedByAPerson_ItIsOpenedAnew_WhereThereIsStillSomethingToSay()
    {
        await EnsureAsync(Text);
        github.Issues.Single().State = "closed";

        (await EnsureAsync(Text)).ShouldBe((IssueFate.Open, "https://github.com/ada/fridge/issues/2"));
    }

    [Fact]
    public async Task PersonsIssues_OtherSubjects_AndPullRequests_AreLeftAlone()
    {
        await EnsureAsync(Text);
        var body = github.Issues.Single().Body;
        github.Issues.Single().State = "closed";
        github.AddIssue("by hand", "look at nightly");
        github.AddIssue("another", body.Replace("nightly -->", "weekly -->"));
        github.AddIssue("a pull request", body, isPullRequest: true);

        (await EnsureAsync(Text)).Done.ShouldBe(IssueFate.Open);

        github.Issues.Count.ShouldBe(5);
        github.Issues.Take(4).Select(issue => issue.Title).ShouldBe([Text.Title, "by hand", "another", "a pull request"]);
    }

    /// <summary>It was opened, and the answer was lost: asked again, it is there.</summary>
    [Fact]
    public async Task AnAnswerThatIsLost_OpensNoSecond()
    {
        github.Faults.Enqueue(context =>
        {
            if (context.Request.Method != "POST")
                return Task.FromResult(false);
            github.AddIssue(Text.Title, $"{Text.Text.TrimEnd()}\n\n<!-- kept by Fridge: {Subject} -->\n");
            context.Response.StatusCode = StatusCodes.Status502BadGateway;
            return Task.FromResult(true);
        });

        (await EnsureAsync(Text)).Done.ShouldBe(IssueFate.Keep);

        github.Issues.Count.ShouldBe(1);
    }

    [Fact]
    public async Task ATokenWithoutTheRight_NamesTheRight()
    {
        github.Faults.Enqueue(GitHubDouble.Answer(StatusCodes.Status403Forbidden, "Resource not accessible by integration"));

        var failure = await Should.ThrowAsync<FridgeException>(EnsureAsync(Text));

        failure.Message.ShouldBe("The token may not write issues of ada/fridge.");
        failure.NextStep!.ShouldContain("issues: write");
    }

    private Task<IssueFate> FindAsync(IssueText? text) => Issues.FindAsync(Subject, text, Token);

    private Task<(IssueFate Done, string? Page)> EnsureAsync(IssueText? text) => Issues.EnsureAsync(Subject, text, Token);

    private GitHubIssues Issues => new(new RepositoryName("ada", "fridge"), github.Api, new Redactor().Hide(GitHubDouble.Token), time);
}
