using Fridge.Publishing.Versions;
using Octokit;

namespace Fridge.Publishing.GitHub;

/// <summary>
/// Keeps one issue about one thing: opened when there is something to say, the same one written anew when that has changed, closed when nothing is left.
/// It is known by its last line, which nobody sees. Issues of persons are left alone.
/// </summary>
/// <param name="api">Of GitHub, or of one's own GitHub Enterprise.</param>
public sealed class GitHubIssues(RepositoryName repository, Uri api, Secret token, TimeProvider time)
{
    private readonly GitHubAccess access = new(repository, api, token, time, GitHubRight.Issues);

    private IIssuesClient Client => access.Client.Issue;

    /// <summary>Asks GitHub; changes nothing.</summary>
    /// <param name="text">Null: there is nothing to say.</param>
    public Task<IssueFate> FindAsync(string subject, IssueText? text, CancellationToken cancellationToken) =>
        access.DoAsync(async _ => FateOf(await HeldAsync(subject), subject, text), cancellationToken);

    /// <returns>What was done, and the issue's page; null: there is none.</returns>
    public Task<(IssueFate Done, string? Page)> EnsureAsync(string subject, IssueText? text, CancellationToken cancellationToken) => access.DoAsync(async _ =>
    {
        var held = await HeldAsync(subject);
        var fate = FateOf(held, subject, text);
        var issue = fate switch
        {
            IssueFate.Open => await Client.Create(repository.Owner, repository.Name, new NewIssue(text!.Title) { Body = text.Body(subject) }),
            IssueFate.Update => await Client.Update(repository.Owner, repository.Name, held!.Number, new IssueUpdate { Title = text!.Title, Body = text.Body(subject) }),
            IssueFate.Close => await Client.Update(repository.Owner, repository.Name, held!.Number, new IssueUpdate { State = ItemState.Closed, StateReason = ItemStateReason.Completed }),
            _ => held,
        };
        return (fate, issue?.HtmlUrl);
    }, cancellationToken);

    /// <summary>The oldest that is open; a pull request is an issue too, for GitHub.</summary>
    private async Task<Issue?> HeldAsync(string subject)
    {
        var open = await Client.GetAllForRepository(repository.Owner, repository.Name, new RepositoryIssueRequest { State = ItemStateFilter.Open });
        return open.Where(issue => issue.PullRequest is null && IssueText.Is(issue.Body, subject)).MinBy(issue => issue.Number);
    }

    private static IssueFate FateOf(Issue? held, string subject, IssueText? text) => (held, text) switch
    {
        (null, null) => IssueFate.Keep,
        (null, _) => IssueFate.Open,
        (_, null) => IssueFate.Close,
        _ => text.IsThatOf(held.Title, held.Body, subject) ? IssueFate.Keep : IssueFate.Update,
    };
}

public enum IssueFate
{
    /// <summary>It says so already, or there is none and nothing to say.</summary>
    Keep,
    Open,
    Update,
    Close,
}
