using System.Collections.Immutable;
using System.Security.Cryptography;
using Fridge.Publishing.Contents;
using Fridge.Publishing.Versions;
using Octokit;

namespace Fridge.Publishing.GitHub;

/// <summary>
/// Publishes a release: a draft until each file is there and its bytes, read back, are those that were sent; then for everybody. A rerun goes
/// on with the draft; what is published is held against what it should be and never changed.
/// </summary>
/// <param name="api">Of GitHub, or of one's own GitHub Enterprise.</param>
public sealed class GitHubReleases(RepositoryName repository, Uri api, Secret token, TimeProvider time, IReport report)
{
    // What it is read back as, whatever its name says.
    private const string AnyBytes = "application/octet-stream";
    private static readonly TimeSpan UploadLimit = TimeSpan.FromMinutes(10);

    private readonly GitHubAccess access = new(repository, api, token, time, GitHubRight.Releases);

    private GitHubClient Client => access.Client;

    /// <summary>Asks GitHub; changes nothing.</summary>
    /// <exception cref="FridgeException">Somebody made a release of this tag by hand, or Fridge made one of another commit.</exception>
    public async Task<ReleaseState> FindAsync(ReleaseTag tag, string commit, CancellationToken cancellationToken) =>
        await access.DoAsync(async token => Judge(await HeldAsync(tag), tag, commit), cancellationToken) switch
        {
            null => ReleaseState.Missing,
            { Draft: true } => ReleaseState.Draft,
            _ => ReleaseState.Published,
        };

    /// <returns>The release's page, and how many files were sent.</returns>
    public async Task<(string Page, int Sent)> PublishAsync(ReleaseContents contents, CancellationToken cancellationToken)
    {
        var release = await access.DoAsync(async _ => Judge(await HeldAsync(contents.Tag), contents.Tag, contents.Commit) ?? await CreateAsync(contents), cancellationToken);
        var sent = 0;
        foreach (var asset in contents.Assets)
        {
            if (await access.DoAsync(_ => EnsureAsync(release, asset), cancellationToken))
                sent++;
        }

        if (!release.Draft)
            return (release.HtmlUrl, sent);
        await access.DoAsync(_ => RemoveExtraAsync(release, contents), cancellationToken);
        var published = await access.DoAsync(_ => Client.Repository.Release.Edit(repository.Owner, repository.Name, release.Id, new ReleaseUpdate
        {
            Body = ReleaseMark.Body(contents),
            Name = $"{contents.Tag}",
            Prerelease = contents.Tag.IsPreview,
            Draft = false,
        }), cancellationToken);
        return (published.HtmlUrl, sent);
    }

    /// <summary>A draft has no place by its tag: all have to be looked at.</summary>
    private async Task<Release?> HeldAsync(ReleaseTag tag)
    {
        var all = (await Client.Repository.Release.GetAll(repository.Owner, repository.Name)).Where(release => release.TagName == $"{tag}").ToList();
        return all.FirstOrDefault(release => !release.Draft) ?? all.OrderBy(release => release.Id).FirstOrDefault();
    }

    private Release? Judge(Release? held, ReleaseTag tag, string commit) => held is null ? null : ReleaseMark.CommitOf(held.Body) switch
    {
        null => throw new FridgeException($"{repository} has a release of {tag} that Fridge didn't make.", $"Remove it there, or give another version: {held.HtmlUrl}"),
        { } made when made != commit => throw new FridgeException($"{repository} has a release of {tag} that was made of {made}, not of {commit}.", $"Was the tag moved? Give another version, or remove that release there: {held.HtmlUrl}"),
        _ => held,
    };

    private Task<Release> CreateAsync(ReleaseContents contents) => Client.Repository.Release.Create(repository.Owner, repository.Name, new NewRelease($"{contents.Tag}")
    {
        Name = $"{contents.Tag}",
        Body = ReleaseMark.Body(contents),
        TargetCommitish = contents.Commit,
        Draft = true,
        Prerelease = contents.Tag.IsPreview,
    });

    /// <returns>Whether it was sent.</returns>
    private async Task<bool> EnsureAsync(Release release, Asset wanted)
    {
        var held = (await AssetsAsync(release)).FirstOrDefault(asset => asset.Name == wanted.Name);
        if (AssetPlan.FateOf(wanted, held) == AssetFate.Verify && await HasAsync(held!, wanted))
            return false;
        if (!release.Draft)
            throw new FridgeException($"{release.HtmlUrl} has {(held is null ? "no" : "another")} {wanted.Name}.", "Fridge doesn't change what is published: give the next version, or remove this release there.");
        if (held is not null)
            await Client.Repository.Release.DeleteAsset(repository.Owner, repository.Name, held.Id);
        report.Info($"Uploading {wanted.Name}, {wanted.Content.Length} bytes");
        using var content = new MemoryStream(wanted.Content.ToArray());
        var sent = await Client.Repository.Release.UploadAsset(release, new ReleaseAssetUpload(wanted.Name, AnyBytes, content, UploadLimit));
        return await HasAsync(Held(sent), wanted)
            ? true
            : throw new FridgeException($"GitHub's copy of {wanted.Name} differs from what was sent.", "The release stays a draft. Run the same command again: it sends that file again.");
    }

    private async Task<bool> HasAsync(HeldAsset held, Asset wanted)
    {
        if (AssetPlan.FateOf(wanted, held) != AssetFate.Verify)
            return false;
        var address = new Uri($"repos/{repository.Owner}/{repository.Name}/releases/assets/{held.Id}", UriKind.Relative);
        var response = await Client.Connection.Get<object>(address, new Dictionary<string, string>(), AnyBytes);
        await using var content = response.HttpResponse.Body as Stream ?? Stream.Null;
        return Convert.ToHexStringLower(await SHA256.HashDataAsync(content)) == wanted.Sha256;
    }

    private async Task<bool> RemoveExtraAsync(Release release, ReleaseContents contents)
    {
        foreach (var extra in AssetPlan.Extra(contents, await AssetsAsync(release)))
            await Client.Repository.Release.DeleteAsset(repository.Owner, repository.Name, extra.Id);
        return true;
    }

    private async Task<ImmutableArray<HeldAsset>> AssetsAsync(Release release) =>
        [.. (await Client.Repository.Release.GetAllAssets(repository.Owner, repository.Name, release.Id)).Select(Held)];

    private static HeldAsset Held(ReleaseAsset asset) => new(asset.Id, asset.Name, asset.Size, asset.State == "uploaded");
}

public enum ReleaseState
{
    Missing,
    Draft,
    Published,
}
