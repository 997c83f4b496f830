using System.Collections.Immutable;
using Fridge.Engine;
using Fridge.Images.Renewal;
using Fridge.Images.Upstream;
using Fridge.Model;
using Fridge.Publishing.Contents;
using Fridge.Publishing.GitHub;
using Fridge.Publishing.Versions;
using Fridge.Registry.Outside;
using Fridge.Targets.Publishing;
using Fridge.Tooling.Downloads;
using Fridge.Tooling.Host;

namespace Fridge.Targets;

/// <summary>Images that keep up with Debian: built when what they are made of has changed, and at no other time.</summary>
public sealed partial class Build
{
    [Parameter("Then Deploy the cluster with the night's images; where a gate fails, its previous release runs again", Name = "deploy", For = [nameof(Nightly)])]
    private bool NightlyDeploys { get; init; }

    [Parameter("Keep an issue there about what a person must do: locks that are behind, a newer Flink; or a pull request with the renewed locks, and the rest in the issue", Name = "report", For = [nameof(Nightly)])]
    private ReportPlace ReportTo { get; init; }

    /// <summary>What this run's images come from, once the night's are pushed, or with --check would be.</summary>
    private Night? night;

    private bool IsNightly => InvokedTargets.Contains(nameof(Nightly));

    private bool DeploysTonight => IsNightly && NightlyDeploys;

    private string NightlyFolder => Path.Combine(Paths.Artifacts, "nightly");

    private string NightlyRecipes => Path.Combine(RootDirectory, ".nuke", "temp", "nightly", "images");

    /// <summary>Reads archives, registry and mirrors; what is missing is built from a copy of the recipes, so that the checkout stays as it is.</summary>
    private Target<NightlyDraft> NightlyImages => _ => _
        .Description("Compares Debian's archives with the registry, and builds the images that are missing")
        .Requires(() => ReleaseRegistry is not null, "Nightly needs a registry, written as in an image's name: --registry ghcr.io/owner")
        .Also(LogInTogether)
        .Requires(() => SignKey is null || SigningKey is not null)
        .Requires(() => InvokedTargets is [nameof(Nightly)], "Nightly must be the only target: --deploy brings its images to the cluster.")
        .Requires(() => FromRelease is null, "Nightly builds from today's archives, and --release takes images as they are: leave --release out.")
        .Requires(() => ReportTo == ReportPlace.Nowhere || ReleaseToken is not null, "--report needs a GitHub token with the permission issues: write, for a pull request contents: write and pull-requests: write too: set FRIDGE_GITHUB_TOKEN or GITHUB_TOKEN.")
        .Unlisted()
        .Plans(async (run, ct) =>
        {
            var draft = await DraftNightAsync(run, ct);
            foreach (var image in draft.Plan.Images.Where(image => image.Held is not null))
                run.Report.Info($"{image}");
            return Changes.Of(draft, draft.Plan.IsEmpty, $"would build {draft.Plan.Names}") with { Lines = [.. draft.Plan.ToBuild.Select(image => $"{image}"), .. draft.Host?.Plan.Describe() ?? []] };
        })
        .Foresees(draft => draft)
        .Applies(async (run, draft, ct) =>
        {
            await ScratchRecipes.MakeAsync(Paths.Recipes, draft.Renewed, NightlyRecipes, ct);
            if (draft.Host is not { } host)
            {
                run.Done(false, "");
                return draft;
            }

            var built = await BuildNightAsync(run, draft, await EnsureHostAsync(run, host, ct), ct);
            run.Done(true, $"built {draft.Plan.Names}");
            return draft with { Built = built };
        });

    private Target Nightly => _ => _
        .Description("Builds and pushes the images whose packages, Flink or recipe changed since the previous night; --deploy brings them to the cluster")
        .DependsOn(NightlyImages)
        .Triggers(Deploy)
        .TriggersOnlyWhen(() => DeploysTonight)
        .Produces("artifacts/nightly")
        .Plans(async (run, ct) =>
        {
            var draft = run.ResultOf(NightlyImages);
            draft = draft with { Unsigned = await UnsignedAsync(draft.Published, ct) };
            var (issue, pullRequest) = await ReportFatesAsync(run, draft, ct);
            if (draft.Plan.Table() is { Rows.IsEmpty: false } table)
                run.AfterSummary(table);
            night = new Night(draft.Renewed, Paths.Recipes, draft.Plan.IsEmpty ? await DocumentAsync(draft, ct) : null);
            return Changes.Of(draft, draft.Plan.IsEmpty && draft.IsRecorded && draft.Unsigned.IsEmpty && (issue, pullRequest) is (IssueFate.Keep, IssueFate.Keep), draft.Plan.IsEmpty ? "would record" : $"would push {draft.Plan.Names}") with
            {
                Lines =
                [
                    .. draft.Plan.ToBuild.Select(image => $"push {image.Repository}:{draft.TagOf(image.Planned.InputHash)}"),
                    .. draft.Unsigned.Select(image => $"sign {image.Repository}@{image.Digest}"),
                    .. issue == IssueFate.Keep ? [] : new[] { $"{issue.ToString().ToLowerInvariant()} the issue at GitHub" },
                    .. pullRequest == IssueFate.Keep ? [] : new[] { $"{pullRequest.ToString().ToLowerInvariant()} the pull request at GitHub" },
                ],
            };
        })
        .Applies(async (run, draft, ct) =>
        {
            if (!draft.Built.IsEmpty)
                await Publisher(run).PushAsync(draft.Built, ct);
            await SignAsync(draft.Unsigned, ct);
            var locksHash = new NightlyLocks(draft.Renewed.Locks).Hash;
            if (!draft.IsRecorded)
                await NightlyArtifacts.PushAsync(ReleaseRegistry!.Repository(NightlyLocks.Name), $"{draft.TagOf(locksHash)}", NightlyLocks.Of(draft.Renewed), ct);
            var document = await DocumentAsync(draft, ct);
            await WriteNightAsync(draft, document, ct);
            var isReported = await ReportAsync(run, draft, ct);
            night = new Night(draft.Renewed, NightlyRecipes, document);
            run.Done(!draft.Built.IsEmpty || !draft.IsRecorded || !draft.Unsigned.IsEmpty || isReported, draft.Built.IsEmpty ? "no image changed" : $"pushed {draft.Plan.Names}");
        });

    private async Task<ReleaseDocument> DocumentAsync(NightlyDraft draft, CancellationToken ct) => draft.Document(
        ReleaseRegistry!, await RepositoryAsync(ct), (await SourceAsync(ct))?.Commit ?? "", new NightlyLocks(draft.Renewed.Locks).Hash);

    private Artifacts NightlyArtifacts => new(OutsideRegistries, ReleaseRegistry!);

    private async Task<NightlyDraft> DraftNightAsync(TargetRun run, CancellationToken ct)
    {
        var needs = await PlanHostAsync(run, [.. HostNeeds.DeployToBoards, .. Unsigned ? [] : new[] { HostNeed.Signatures }], ct);
        var renewed = await RenewLocksAsync(run.Report, needs.Plan.Facts, mayMakeBuilder: false, ct);
        var clusters = await ReleaseClustersAsync(ct, renewed);
        var wanted = NightlyPlan.Wanted(clusters.Select(cluster => cluster.Plan));
        var held = await new HeldImages(OutsideRegistries, ReleaseRegistry!).FindAsync([.. wanted.Select(image => (ReleaseRegistry!.Repository(image.Name), image.InputHash))], ct);
        var before = await LocksBeforeAsync(ct);
        var changes = before is null ? [] : renewed.Since(before.Locks);
        if (!Downgrade)
            RenewedLocks.RefuseOlder(changes);
        var plan = NightlyPlan.Of(wanted, ReleaseRegistry!, held, changes);
        foreach (var change in renewed.Changes)
            run.Report.Detail($"{change} (against this checkout's lock)");
        return new NightlyDraft(Time.GetUtcNow(), renewed, before?.Hash == new NightlyLocks(renewed.Locks).Hash, clusters, plan, await NewerFlinkAsync(run, clusters, ct))
        {
            Host = plan.IsEmpty ? null : needs.Plan,
        };
    }

    /// <returns>Those that the newest images were made of; null: there are none.</returns>
    private async Task<NightlyLocks?> LocksBeforeAsync(CancellationToken ct)
    {
        var repository = ReleaseRegistry!.Repository(NightlyLocks.Name);
        return NightlyLocks.Newest(await NightlyArtifacts.TagsAsync(repository, ct)) is { } newest && await NightlyArtifacts.FindAsync(repository, $"{newest}", ct) is { } locks
            ? NightlyLocks.Of(locks, $"{ReleaseRegistry.Host}/{repository}:{newest}")
            : null;
    }

    private async Task<ImmutableArray<(string Held, string Newer)>> NewerFlinkAsync(TargetRun run, ImmutableArray<ReleasedCluster> clusters, CancellationToken ct)
    {
        using var http = PublicHttp.Open();
        var found = ImmutableArray.CreateBuilder<(string, string)>();
        foreach (var version in clusters.Select(cluster => cluster.Cluster.Flink.Version).Distinct())
        {
            if (await new FlinkListing(http, RootDirectory).NewerAsync(version, FlinkMirrors, run.Report, ct) is { } newer)
            {
                run.Report.Info($"Flink {newer} is out; cluster files have {version}.");
                found.Add((version, newer));
            }
        }

        return found.ToImmutable();
    }

    private async Task<ImmutableArray<PublishedImage>> BuildNightAsync(TargetRun run, NightlyDraft draft, HostFacts host, CancellationToken ct)
    {
        night = new Night(draft.Renewed, NightlyRecipes, Document: null);
        var built = new List<ImageRecord>();
        foreach (var cluster in draft.Clusters.Select(cluster => draft.Plan.Of(cluster.Plan)).Where(plan => !plan.Images.IsEmpty))
        {
            // Flink's, below a job's: from the registry where only this machine lacks it.
            var there = draft.Plan.Images.Where(image => image.Held is not null && Layouts.Missing(cluster).Any(missing => missing.InputHash == image.Planned.InputHash));
            await ReleasedImages.FetchAsync([.. there.Select(image => new ReleasedImage(image.Planned, NightlyDraft.Image(image, image.Held!)))], new ImageFetcher(OutsideRegistries, ReleaseRegistry!, run.Report), Layouts, ct);
            built.AddRange((await BuildAsync(run, host, cluster, ct)).Images);
        }

        return
        [
            .. draft.Plan.ToBuild.Select(image => new PublishedImage(
                built.First(record => record.InputHash == image.Planned.InputHash), image.Repository, $"{draft.TagOf(image.Planned.InputHash)}")),
        ];
    }

    /// <summary>For people: what the night has, and the locks that it was made of.</summary>
    private async Task WriteNightAsync(NightlyDraft draft, ReleaseDocument document, CancellationToken ct)
    {
        Directory.CreateDirectory(NightlyFolder);
        await File.WriteAllBytesAsync(Path.Combine(NightlyFolder, ReleaseDocument.FileName), document.ToBytes(), ct);
        await draft.Renewed.WriteAsync(Path.Combine(NightlyFolder, "images"), ct);
    }

    private async Task<(IssueFate Issue, IssueFate PullRequest)> ReportFatesAsync(TargetRun run, NightlyDraft draft, CancellationToken ct)
    {
        var issue = ReportTo == ReportPlace.Nowhere ? IssueFate.Keep : await (await IssuesAsync(ct)).FindAsync(NightlyIssue.Subject, IssueOf(draft), ct);
        if (ReportTo != ReportPlace.GithubPullRequest)
            return (issue, IssueFate.Keep);
        var (pullRequest, why) = await (await PullRequestsAsync(ct)).FindAsync(NightlyPullRequest.Branch, await ProposalAsync(draft, ct), ct);
        if (why is not null)
            run.Report.Warn(why);
        return (issue, pullRequest);
    }

    /// <returns>Whether anything was written there.</returns>
    private async Task<bool> ReportAsync(TargetRun run, NightlyDraft draft, CancellationToken ct)
    {
        if (ReportTo == ReportPlace.Nowhere)
            return false;
        List<(IssueFate Done, string? Page)> reported = [await (await IssuesAsync(ct)).EnsureAsync(NightlyIssue.Subject, IssueOf(draft), ct)];
        if (ReportTo == ReportPlace.GithubPullRequest)
            reported.Add(await (await PullRequestsAsync(ct)).EnsureAsync(NightlyPullRequest.Branch, await ProposalAsync(draft, ct), ct));
        foreach (var page in reported.Select(each => each.Page).OfType<string>())
            run.AfterSummary(page);
        return reported.Any(each => each.Done != IssueFate.Keep);
    }

    private IssueText? IssueOf(NightlyDraft draft) => NightlyIssue.Of(ReportTo == ReportPlace.GithubPullRequest ? [] : draft.Renewed.Changes, draft.NewerFlink);

    private async Task<Proposal?> ProposalAsync(NightlyDraft draft, CancellationToken ct) => NightlyPullRequest.Of(draft.Renewed, (await SourceAsync(ct))?.Commit ?? "");

    private async Task<GitHubIssues> IssuesAsync(CancellationToken ct) => new(await GitHubRepositoryAsync(ct), Api ?? GitHubAddresses.Api, ReleaseToken!, Time);

    private async Task<GitHubPullRequests> PullRequestsAsync(CancellationToken ct) => new(await GitHubRepositoryAsync(ct), Api ?? GitHubAddresses.Api, ReleaseToken!, Time);

    private async Task<RepositoryName> GitHubRepositoryAsync(CancellationToken ct) =>
        await RepositoryAsync(ct) ?? throw NoRepository;
}
