using Fridge.Publishing.Versions;
using Octokit;

namespace Fridge.Publishing.GitHub;

/// <summary>
/// Keeps one pull request of one branch: opened when there is something to propose, the same one, with one commit, written anew when that has changed,
/// closed, and its branch deleted, when nothing is left. A branch to which a person has added commits is left alone.
/// </summary>
/// <param name="api">Of GitHub, or of one's own GitHub Enterprise.</param>
public sealed class GitHubPullRequests(RepositoryName repository, Uri api, Secret token, TimeProvider time)
{
    private const string FileMode = "100644";

    private readonly GitHubAccess access = new(repository, api, token, time, GitHubRight.PullRequests);

    private string Owner => repository.Owner;

    private string Name => repository.Name;

    private IGitDatabaseClient Git => access.Client.Git;

    private IPullRequestsClient Pulls => access.Client.PullRequest;

    /// <summary>Asks GitHub; changes nothing.</summary>
    /// <param name="wanted">Null: there is nothing to propose.</param>
    /// <returns>What would be done, and why nothing is although there is something to do.</returns>
    public Task<(IssueFate Fate, string? Why)> FindAsync(string branch, Proposal? wanted, CancellationToken cancellationToken) => access.DoAsync(async _ =>
    {
        var held = await HeldAsync(branch, wanted);
        return (held.Fate(wanted), held.Hindrance(wanted));
    }, cancellationToken);

    /// <returns>What was done, and the pull request's page; null: there is none.</returns>
    public Task<(IssueFate Done, string? Page)> EnsureAsync(string branch, Proposal? wanted, CancellationToken cancellationToken) => access.DoAsync(async _ =>
    {
        var held = await HeldAsync(branch, wanted);
        var fate = held.Fate(wanted);
        var page = fate switch
        {
            IssueFate.Open or IssueFate.Update => await WriteAsync(held, wanted!),
            IssueFate.Close => await CloseAsync(branch, held),
            _ => held.Pull,
        };
        return (fate, page?.HtmlUrl);
    }, cancellationToken);

    private async Task<PullRequest> WriteAsync(HeldBranch held, Proposal wanted)
    {
        if (!held.HasCommit(wanted))
        {
            var commit = await CommitAsync(wanted);
            _ = held.Tip is null
                ? await Git.Reference.Create(Owner, Name, new NewReference($"refs/heads/{wanted.Branch}", commit))
                : await Git.Reference.Update(Owner, Name, $"heads/{wanted.Branch}", new ReferenceUpdate(commit, force: true));
        }

        var (title, body) = (wanted.Text.Title, wanted.Text.Body(wanted.Branch));
        return held.Pull is { } pull
            ? await Pulls.Update(Owner, Name, pull.Number, new PullRequestUpdate { Title = title, Body = body })
            : await Pulls.Create(Owner, Name, new NewPullRequest(title, wanted.Branch, held.Default) { Body = body });
    }

    /// <summary>Files that it doesn't name stay as they are in the commit below.</summary>
    private async Task<string> CommitAsync(Proposal wanted)
    {
        var tree = new NewTree { BaseTree = (await Git.Commit.Get(Owner, Name, wanted.Onto)).Tree.Sha };
        foreach (var (path, text) in wanted.Files)
            tree.Tree.Add(new NewTreeItem { Path = path, Mode = FileMode, Type = TreeType.Blob, Content = text });
        return (await Git.Commit.Create(Owner, Name, new NewCommit(wanted.Message, (await Git.Tree.Create(Owner, Name, tree)).Sha, wanted.Onto))).Sha;
    }

    private async Task<PullRequest> CloseAsync(string branch, HeldBranch held)
    {
        var closed = await Pulls.Update(Owner, Name, held.Pull!.Number, new PullRequestUpdate { State = ItemState.Closed });
        if (held.Tip is not null)
            await Git.Reference.Delete(Owner, Name, $"heads/{branch}");
        return closed;
    }

    private async Task<HeldBranch> HeldAsync(string branch, Proposal? wanted)
    {
        var usual = (await access.Client.Repository.Get(Owner, Name)).DefaultBranch;
        var pulls = await Pulls.GetAllForRepository(Owner, Name, new PullRequestRequest { State = ItemStateFilter.Open, Head = $"{Owner}:{branch}" });
        return new HeldBranch(branch, usual, wanted is null ? null : (await TipAsync(usual))?.Sha, await TipAsync(branch), pulls.FirstOrDefault(pull => pull.Head.Ref == branch));
    }

    /// <returns>The branch's newest commit; null: there is no such branch.</returns>
    private async Task<Commit?> TipAsync(string branch)
    {
        try
        {
            return await Git.Commit.Get(Owner, Name, (await Git.Reference.Get(Owner, Name, $"heads/{branch}")).Object.Sha);
        }
        catch (NotFoundException)
        {
            return null;
        }
    }

    /// <summary>What GitHub has of a proposal.</summary>
    /// <param name="Default">The branch that everybody clones.</param>
    /// <param name="Newest">Of that branch, the newest commit.</param>
    /// <param name="Tip">Of ours; null: there is none.</param>
    /// <param name="Pull">That is open; null: none is.</param>
    private sealed record HeldBranch(string Branch, string Default, string? Newest, Commit? Tip, PullRequest? Pull)
    {
        private const int ShortCommit = 12;

        public bool HasCommit(Proposal wanted) => Tip is not null && Tip.Message.Trim() == wanted.Message && Tip.Parents.Select(parent => parent.Sha).SequenceEqual([wanted.Onto]);

        public IssueFate Fate(Proposal? wanted) => (Hindrance(wanted), wanted, Pull) switch
        {
            ({ }, _, _) or (_, null, null) => IssueFate.Keep,
            (_, null, _) => IssueFate.Close,
            (_, _, null) => IssueFate.Open,
            _ => HasCommit(wanted) && wanted.Text.IsThatOf(Pull.Title, Pull.Body, Branch) ? IssueFate.Keep : IssueFate.Update,
        };

        /// <returns>Null: nothing is in the way.</returns>
        public string? Hindrance(Proposal? wanted) => wanted is null && Pull is null
            ? null
            : Tip is not null && !Proposal.IsOurs(Tip.Message)
            ? $"The branch {Branch} has a commit that isn't Fridge's ({Short(Tip.Sha)}), so its pull request stays as it is: merge it or close it, and delete the branch."
            : wanted is not null && Newest is not null && wanted.Onto != Newest
            ? $"No pull request is written: it would lie on {Short(wanted.Onto)}, and {Default} is at {Short(Newest)}."
            : null;

        private static string Short(string commit) => commit.Length > ShortCommit ? commit[..ShortCommit] : commit.Length == 0 ? "no commit" : commit;
    }
}
