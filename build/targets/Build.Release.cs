using System.Collections.Immutable;
using Fridge.Engine;
using Fridge.Images.Plan;
using Fridge.Images.Renewal;
using Fridge.Model;
using Fridge.Publishing.Contents;
using Fridge.Publishing.GitHub;
using Fridge.Publishing.Programs;
using Fridge.Publishing.Versions;
using Fridge.Registry.Logins;
using Fridge.Registry.Outside;
using Fridge.Targets.Publishing;
using Fridge.Tooling;
using Fridge.Tooling.Downloads;
using Fridge.Tooling.Host;

namespace Fridge.Targets;

/// <summary>What strangers deploy from: images under a version, manifests, and a page at GitHub.</summary>
public sealed partial class Build
{
    [Parameter("The tag of the release: v1.2.3", Placeholder = "TAG", For = [nameof(Release)])]
    private ReleaseTag? Tag { get; init; }

    [Parameter("The registry for the images, as in their names: ghcr.io/owner", Name = "registry", Placeholder = "REGISTRY", For = [nameof(Release), nameof(Nightly), nameof(Prune)])]
    private RegistryAddress? ReleaseRegistry { get; init; }

    [Parameter("The user for a registry outside of the cluster; default: docker login's", Placeholder = "USER")]
    private string? RegistryUser { get; init; }

    [Parameter("That user's password or token"), Secret]
    private Secret? RegistryPassword { get; init; }

    [Parameter("The CA that signed the certificate of such a registry, as PEM; default: the CAs that this machine trusts", Placeholder = "FILE")]
    private string? RegistryCa { get; init; }

    [Parameter("The repository on GitHub; default: the remote origin's", Placeholder = "OWNER/NAME")]
    private RepositoryName? Repository { get; init; }

    [Parameter("GitHub's token, with the right contents: write (Nightly: issues: write); default: GITHUB_TOKEN", For = [nameof(Release), nameof(Nightly)]), Secret]
    private Secret? GithubToken { get; init; }

    [Parameter("The API of GitHub, or of your GitHub Enterprise", Placeholder = "ADDRESS", For = [nameof(Release), nameof(Nightly)], Listed = false)]
    private Uri? Api { get; init; }

    [Parameter("Push the images and write the files to artifacts/release; publish nothing at GitHub", For = [nameof(Release)])]
    private bool Local { get; init; }

    [Parameter("Programs of a release: linux-x64, linux-arm64, osx-arm64; default: all three", Placeholder = "PLATFORM", For = [nameof(Release)])]
    private ProgramPlatform[] Programs { get; init; } = [];

    [Parameter("Make no programs: they take minutes to compile", For = [nameof(Release)])]
    private bool NoPrograms { get; init; }

    [Parameter("Don't build the images a second time, from nothing, to compare their digests before they are pushed", For = [nameof(Release)])]
    private bool NoRebuild { get; init; }

    [Parameter("Push images although their second build has other digests", For = [nameof(Release)])]
    private bool AllowDifferences { get; init; }

    [Parameter("Cluster files of the checkout: their images (for a release, their manifests too) are made, or pruned; default: all in clusters/", Placeholder = "FILE", For = [nameof(Release), nameof(Nightly), nameof(Prune)])]
    private string[] Clusters { get; init; } = [];

    [Parameter("Take the images from a release instead of building them: its tag, or a release.json", Name = "release", Placeholder = "TAG|FILE")]
    private string? FromRelease { get; init; }

    [Parameter("With --release: where releases' pages are", Placeholder = "ADDRESS", Listed = false)]
    private Uri? ReleasePages { get; init; }

    private Task<ReleaseDocument>? released;
    private Task<ReleaseParts>? releaseParts;

    private string ReleaseFolder => Path.Combine(Paths.Artifacts, "release");

    /// <summary>Before any effect: a tag that isn't at HEAD must not be found when the images are built.</summary>
    private Target<ReleaseSource> ReleaseSources => _ => _
        .Description("Checks that a release can be made of this checkout")
        .Also(WantsSources)
        .Requires(() => Tag is not null, "Release needs a tag: --tag v1.2.3")
        .Requires(() => ReleaseRegistry is not null, "Release needs a registry, written as in an image's name: --registry ghcr.io/owner")
        .Also(LogInTogether)
        .Requires(() => SignKey is null || SigningKey is not null)
        .Requires(() => !(NoRebuild && AllowDifferences), "--no-rebuild compares nothing, so --allow-differences has nothing to allow: leave one of them out.")
        .Requires(() => Local || ReleaseToken is not null, "Release needs a GitHub token with the permission contents: write: set FRIDGE_GITHUB_TOKEN or GITHUB_TOKEN; or publish nothing there: --local")
        .Unlisted()
        .Executes(async (run, ct) =>
        {
            var source = await new ReleaseHistory(Processes, RootDirectory).ReadAsync(Tag!, ct);
            source.Demand(Tag!);
            if (!Local)
                await GitHub(source, run.Report).FindAsync(Tag!, source.Head, ct);
            else
                RepositoryOf(source);
            run.Outcome($"{source.Commits.Length} commits since {source.Before?.ToString() ?? "the beginning"}");
            return source;
        });

    private Target<IReadOnlyList<ReleasedCluster>> ReleaseImages => _ => _
        .Description("Builds the images of a release, each once, for every platform")
        .DependsOn(ReleaseSources)
        .Unlisted()
        .Plans(async (run, ct) =>
        {
            var clusters = await ReleaseClustersAsync(ct);
            var missing = clusters.SelectMany(cluster => Layouts.Missing(cluster.Plan)).DistinctBy(image => image.InputHash).ToImmutableArray();
            var host = missing.IsEmpty ? null : await PlanHostAsync(run, HostNeeds.DeployToBoards, ct);
            return Changes.Of(new ReleaseBuild(clusters, host?.Plan), missing.IsEmpty, $"would build {string.Join(", ", missing.Select(image => image.Name))}") with { Lines = host?.Lines ?? [] };
        })
        .Applies(async (run, build, ct) =>
        {
            if (build.Host is not { } host)
                return [.. build.Clusters.Select(cluster => cluster with { Images = Layouts.Foresee(cluster.Plan, new ImageSet([]), []) })];
            var facts = await EnsureHostAsync(run, host, ct);
            var built = ImmutableArray.CreateBuilder<ReleasedCluster>();
            foreach (var cluster in build.Clusters)
                built.Add(cluster with { Images = await BuildAsync(run, facts, cluster.Plan, ct) });
            run.Done(true, "built");
            return built.ToImmutable();
        });

    /// <summary>What nobody has yet must come out the same twice. What the registry has stays as it is, so a rerun builds nothing again.</summary>
    private Target<IReadOnlyList<PublishedImage>> ReleaseRebuild => _ => _
        .Description("The images of a release that the registry lacks, built a second time and compared")
        .DependsOn(ReleaseSources, ReleaseImages)
        .Unlisted()
        .Plans(async (run, ct) =>
        {
            var missing = await Publisher(run).MissingAsync(ImagesOf(run), ct);
            var host = missing.IsEmpty || NoRebuild ? null : await PlanHostAsync(run, HostNeeds.DeployToBoards, ct);
            return Changes.Of(new ReleaseComparison(missing, host?.Plan), host is null, $"would build {string.Join(", ", missing.Select(image => image.Image.Name))} a second time") with { Lines = host?.Lines ?? [] };
        })
        .Foresees(plan => plan.Missing)
        .Applies(async (run, plan, ct) =>
        {
            if (plan.Host is not { } host)
                return plan.Missing;
            var hashes = plan.Missing.Select(image => image.Image.InputHash).ToHashSet();
            var rebuilt = await RebuildAsync(run, run.ResultOf(ReleaseImages), image => hashes.Contains(image.InputHash), await EnsureHostAsync(run, host, ct), ct);
            var platforms = RebuiltImages.Of(plan.Missing.Select(ReleaseNaming.Image), rebuilt);
            run.AfterSummary(RebuiltImages.Table(platforms));
            foreach (var different in RebuiltImages.Differences(platforms, AllowDifferences))
                run.Report.Warn($"{different}: published all the same, as --allow-differences says");
            run.Outcome($"{platforms.Count(platform => platform.IsEqual)} of {platforms.Length} came out the same twice");
            return plan.Missing;
        });

    /// <summary>They have the release's own document in them, so they come after its images.</summary>
    private Target<IReadOnlyList<Asset>> ReleasePrograms => _ => _
        .Description("The programs of a release, for machines without a checkout")
        .DependsOn(ReleaseSources, ReleaseImages)
        .Unlisted()
        .Plans(async (run, ct) =>
        {
            var programs = await DraftProgramsAsync(run, ct);
            return Changes.Of(programs, programs.Missing.IsEmpty, $"would compile {string.Join(", ", programs.Missing.Select(platform => platform.Rid()))}");
        })
        .Foresees(programs => [.. programs.Wanted.SelectMany(platform => ProgramBuilder.FileNames(Tag!, platform)).Select(name => new Asset(name, default))])
        .Applies(async (run, programs, ct) =>
        {
            foreach (var platform in programs.Missing)
            {
                run.Report.Info($"Compiling {ProgramBuilder.FileName(Tag!, platform)}");
                await ProgramBuilder.BuildAsync(Tag!, platform, programs.Carried, ct);
            }

            run.Done(!programs.Missing.IsEmpty, $"compiled {programs.Missing.Length} programs");
            return await programs.ReadAsync(ProgramBuilder, Tag!, ct);
        });

    private Target Release => _ => _
        .Description("Makes a release of a tag: builds and pushes images, renders manifests, compiles programs, publishes them at GitHub")
        .DependsOn(ReleaseSources, ReleaseImages, ReleaseRebuild, ReleasePrograms)
        .Produces("artifacts/release")
        .Plans(async (run, ct) =>
        {
            var draft = await DraftAsync(run, ct);
            draft = draft with
            {
                Missing = [.. run.ResultOf(ReleaseRebuild)],
                Unsigned = await UnsignedAsync(draft.Images.Select(image => (image.Repository, image.Digest)), ct),
            };
            var state = Local ? ReleaseState.Missing : await GitHub(draft.Source, run.Report).FindAsync(Tag!, draft.Source.Head, ct);
            var isWritten = await draft.Contents.IsWrittenAsync(ReleaseFolder, ct);
            return Changes.Of(draft, draft.Missing.IsEmpty && draft.Unsigned.IsEmpty && isWritten && (Local || state == ReleaseState.Published), $"would publish {Tag}") with { Lines = draft.Lines(state, Local) };
        })
        .Applies(async (run, draft, ct) =>
        {
            await Publisher(run).PushAsync(draft.Missing, ct);
            await SignAsync(draft.Unsigned, ct);
            await draft.Contents.WriteAsync(ReleaseFolder, ct);
            run.AfterSummary($"The files are in {ReleaseFolder}");
            if (Local)
            {
                run.Done(!draft.Missing.IsEmpty, $"pushed {draft.Missing.Length} images");
                return;
            }

            var (page, sent) = await GitHub(draft.Source, run.Report).PublishAsync(draft.Contents, ct);
            run.Done(!draft.Missing.IsEmpty || sent > 0, $"{draft.Missing.Length} images and {sent} files published");
            run.AfterSummary(page);
        });

    private Secret? ReleaseToken => GithubToken ?? (Environment.GetEnvironmentVariable("GITHUB_TOKEN") is { Length: > 0 } token ? Redactor.Hide(token) : null);

    private OutsideRegistries OutsideRegistries => new(Logins(RegistryUser is { } user && RegistryPassword is { } password ? (user, password) : null)) { CaPem = RegistryCaPem };

    private string? RegistryCaPem => RegistryCa is null ? null : File.ReadAllText(RegistryCa);

    private RegistryLogins Logins((string User, Secret Password)? given) =>
        new(Processes, Redactor, RegistryLogins.FolderOf(Environment.GetEnvironmentVariable)) { Given = given };

    private ImagePublisher Publisher(TargetRun run) => new(OutsideRegistries, ReleaseRegistry!, run.Report);

    private GitHubReleases GitHub(ReleaseSource source, IReport report) => new(RepositoryOf(source), Api ?? GitHubAddresses.Api, ReleaseToken!, Time, report);

    /// <summary>Of each target that asks a registry for everybody.</summary>
    private TSelf LogInTogether<TSelf>(TSelf target)
        where TSelf : TargetVerbs<TSelf> => target
        .Requires(() => RegistryUser is null == RegistryPassword is null, "A registry's user and password come together: --registry-user (or FRIDGE_REGISTRY_USER) and FRIDGE_REGISTRY_PASSWORD.")
        .Requires(() => RegistryCa is null || File.Exists(RegistryCa), "The file that --registry-ca names doesn't exist.");

    /// <summary>Read once a run. Null: images are built.</summary>
    private async Task<ReleaseDocument?> ReleasedAsync(CancellationToken ct) => night is { Document: { } tonight } ? tonight : FromRelease is { } release ? await (released ??= ReadReleaseAsync(release, ct)) : null;

    private async Task<ReleaseDocument> ReadReleaseAsync(string release, CancellationToken ct)
    {
        // A signature is on the release's page alone.
        if (Carried.Release is { } own && own.Tag == release && ReleaseKey is null)
            return own;
        using var http = PublicHttp.Open();
        var path = Path.Combine(Environment.CurrentDirectory, release);
        var reader = new ReleaseReader(http, ReleasePages ?? GitHubAddresses.Pages) { IsSigned = VerificationKey is { } key ? (sums, signature) => key.Verifies(sums, signature) : null };
        return await reader.ReadAsync(File.Exists(path) ? path : release, await RepositoryAsync(ct), ct);
    }

    /// <summary>On GitHub: as it was given, or as origin says; null: nobody knows.</summary>
    private async Task<RepositoryName?> RepositoryAsync(CancellationToken ct) => Repository ?? (Carried.Release is { } own ? RepositoryName.Parse(own.Repository) : null) ?? await new ReleaseHistory(Processes, RootDirectory).OriginAsync(ct);

    private RepositoryName RepositoryOf(ReleaseSource source) => Repository ?? source.Origin
        ?? throw NoRepository;

    private static FridgeException NoRepository => new("The GitHub repository of this checkout is unknown.", "Name it: --repository owner/name", wrongUse: true);

    /// <summary>For boards of all kinds, where nobody names some.</summary>
    private ImageSettings ForEverybody => ImageSettings with { Platforms = Platforms.Length > 0 ? [.. Platforms] : [.. Enum.GetValues<NodeArchitecture>()] };

    /// <param name="renewed">Locks in place of the checkout's; null: those.</param>
    /// <param name="release">Whose cluster files and platforms are taken; null: those of the command line.</param>
    private async Task<ImmutableArray<ReleasedCluster>> ReleaseClustersAsync(CancellationToken ct, RenewedLocks? renewed = null, ReleaseDocument? release = null)
    {
        var settings = release is null ? ForEverybody : ReleasedImages.Settings(ImageSettings, release);
        string[] files = release is not null ? [.. release.Clusters] : Clusters.Length > 0 ? Clusters : [.. Directory.EnumerateFiles(Path.Combine(RootDirectory, "clusters"), "*.yaml").Select(file => Path.GetRelativePath(RootDirectory, file)).Order(StringComparer.Ordinal)];
        var clusters = ImmutableArray.CreateBuilder<ReleasedCluster>();
        foreach (var file in files)
        {
            var document = new ClusterFileChoice(file, "--clusters").Load(RootDirectory, RootDirectory, KnownKeys.All, outside: false);
            if (document.WantsNodes)
                throw new FridgeException($"{file} names no nodes: an existing Kubernetes names its own.", "A release is made for clusters whose files name their nodes; leave this file out, or name others: --clusters FILE", wrongUse: true);
            var cluster = document.Cluster;
            var inputs = await ImageInputs.ReadAsync(Paths.Recipes, RootDirectory, cluster, ct);
            clusters.Add(new ReleasedCluster(file, cluster, ImagePlanner.Plan(cluster, settings, renewed is null ? inputs : inputs.With(renewed.Locks)), new ImageSet([])));
        }

        return clusters.ToImmutable();
    }

    private ProgramBuilder ProgramBuilder => new(Processes, RootDirectory, Path.Combine(RootDirectory, ".nuke", "temp", "programs"));

    private async Task<ReleaseDraft> DraftAsync(TargetRun run, CancellationToken ct)
    {
        var parts = await PartsAsync(run, ct) with { Programs = [.. run.ResultOf(ReleasePrograms)] };
        return new ReleaseDraft(parts.Source, ImagesOf(run), ReleaseContents.Of(parts));
    }

    private async Task<ProgramsDraft> DraftProgramsAsync(TargetRun run, CancellationToken ct)
    {
        var parts = await PartsAsync(run, ct);
        var carried = (await CarriedFiles.ReadAsync(Processes, RootDirectory, parts.Source.Made, ct)).With(ReleaseContents.Carried(parts));
        return ProgramsDraft.Of(NoPrograms ? [] : [.. (Programs.Length > 0 ? Programs : Enum.GetValues<ProgramPlatform>()).Distinct()], ProgramBuilder, Tag!, carried);
    }

    private ImmutableArray<PublishedImage> ImagesOf(TargetRun run) => ReleaseNaming.Of(run.ResultOf(ReleaseImages).SelectMany(cluster => cluster.Images.Images), ReleaseRegistry!, Tag!);

    /// <summary>Made once a run: manifests of all clusters are rendered for it, and programs and the release's own files need them.</summary>
    private Task<ReleaseParts> PartsAsync(TargetRun run, CancellationToken ct) => releaseParts ??= MakePartsAsync(run, ct);

    private async Task<ReleaseParts> MakePartsAsync(TargetRun run, CancellationToken ct)
    {
        var (source, images) = (run.ResultOf(ReleaseSources), ImagesOf(run));
        ImmutableArray<ReleasedCluster> clusters = [.. run.ResultOf(ReleaseImages)];
        return new ReleaseParts
        {
            Tag = Tag!,
            Source = source,
            Document = ReleaseNaming.Document(images, clusters, ReleaseRegistry!, RepositoryOf(source), source, Tag!),
            Manifests = await new ReleaseManifests(RootDirectory, Schemas, run.Report).RenderAsync(clusters, ct),
            Bills = ReleaseBills.Of(images),
            Builder = Builder.Of(Environment.GetEnvironmentVariable),
            Sign = SigningKey is { } key ? sums => key.Sign(sums) : null,
        };
    }
}
