using Fridge.Engine;
using Fridge.Images.Archives;
using Fridge.Images.Builds;
using Fridge.Images.Layouts;
using Fridge.Images.Locks;
using Fridge.Images.Plan;
using Fridge.Images.Records;
using Fridge.Images.Renewal;
using Fridge.Model;
using Fridge.Registry.Logins;
using Fridge.Registry.Outside;
using Fridge.Targets.Publishing;
using Fridge.Targets.Sessions;
using Fridge.Tooling.Downloads;
using Fridge.Tooling.Host;

namespace Fridge.Targets;

/// <summary>The images: taken from the cluster where it has them, from the cache, or built.</summary>
public sealed partial class Build
{
    [Parameter("Where Flink's archive comes from, in order: places with the layout of Apache's mirrors, each with the sha512 it must give", Listed = false)]
    private FlinkMirror[] FlinkMirrors { get; init; } = [];

    [Parameter("Where Kubernetes' programs come from, in order: places with the layout of dl.k8s.io; combined names one file there that contains all components", Listed = false)]
    private KubernetesMirror[] KubernetesMirrors { get; init; } = [];

    [Parameter("Where k3s' releases come from, in order: places with their layout at GitHub, vVERSION+k3s1/NAME with sha256sum-ARCH.txt beside them", Listed = false)]
    private string[] K3sMirrors { get; init; } = [];

    [Parameter("Where Debian packages come from, in order: machine, builder, or an archive's address", Placeholder = "ARCHIVE")]
    private string[] DebianArchives { get; init; } = ["machine", "builder"];

    [Parameter("Where Java libraries of the services come from, in order: Maven repositories, or folders with their layout", Listed = false)]
    private string[] MavenRepositories { get; init; } = [];

    [Parameter("An image of Debian bookworm that the local engine has or can pull", Placeholder = "IMAGE")]
    private string? BuilderImage { get; init; }

    [Parameter("A registry's repository that keeps the layers of builds, read before and written after each: for pipelines, whose machines have no cache", Placeholder = "REPOSITORY")]
    private string? BuildCache { get; init; }

    [Parameter("Platforms to build; default: those of the cluster's nodes", Placeholder = "ARCH")]
    private NodeArchitecture[] Platforms { get; init; } = [];

    [Parameter("Build all images again, from scratch")]
    private bool NoCache { get; init; }

    [Parameter("Jars of jobs: remove the signature of a jar that must be rewritten; without this option such a jar is refused")]
    private bool StripSignature { get; init; }

    [Parameter("Jars of jobs: leave unaligned memory accesses in them, which crash a 32-bit JVM under a 64-bit kernel")]
    private bool NoRewrite { get; init; }

    [Parameter("First renew what is locked, and print the difference: packages from their archives, actions from their repositories", For = [nameof(Images), nameof(Workflows)])]
    private bool Update { get; init; }

    [Parameter("With --update, and for Nightly: accept indices that Debian hasn't signed, or not for this suite", For = [nameof(Images), nameof(Nightly)])]
    private bool Unsigned { get; init; }

    [Parameter("With --update, and for Nightly: accept indices that are out of date, and let packages go back to older versions", For = [nameof(Images), nameof(Nightly)])]
    private bool Downgrade { get; init; }

    [Parameter("Only this job's image, and the images below it", Placeholder = "NAME", For = [nameof(Images)])]
    private string? Job { get; init; }

    [Parameter("Only this service's image: prometheus, node-exporter, zookeeper, object-store", Name = "service", Placeholder = "NAME", For = [nameof(Images)])]
    private string? ImagesService { get; init; }

    [Parameter("Flink's image: default starts Java directly; debug has a shell and jcmd beside that; full has Flink's scripts and takes the official image's commands")]
    private ImageVariant Variant { get; init; }

    private ImageSelection Selection => ImageSelection.Of(Cluster, Job, ImagesService);

    private ImageSettings ImageSettings => new()
    {
        FlinkMirrors = [.. FlinkMirrors],
        DebianArchives = [.. DebianArchives],
        MavenRepositories = [.. MavenRepositories],
        KubernetesMirrors = [.. KubernetesMirrors],
        K3sMirrors = [.. K3sMirrors],
        BuilderImage = BuilderImage,
        Platforms = [.. Platforms],
        // An owner's name on a forge may have capitals; a repository's may not.
        BuildCache = BuildCache?.ToLowerInvariant(),
        Variant = Variant,
        JobJars = NoRewrite ? JobJars.Leave : StripSignature ? JobJars.Strip : JobJars.Rewrite,
    };

    /// <summary>With <c>--update</c> the committed locks are renewed, here and nowhere else; what is built is planned once, from what they are then.</summary>
    private Target<ImagePlan> PlanImages => _ => _
        .Description("Plans what the images are made of; with --update, from renewed package locks")
        .DependsOn(Memory, Host)
        .Unlisted()
        .Plans(async (run, ct) =>
        {
            var renewed = Update ? await RenewLocksAsync(run.Report, run.ResultOf(Host), mayMakeBuilder: !run.Check, ct) : RenewedLocks.None;
            return Changes.Of(new PlannedImages(renewed, await PlanImagesAsync(ct)), renewed.IsEmpty, $"would renew {renewed.Changes.Length} packages") with
            {
                Lines = renewed.Changes.Select(change => $"{change}"),
            };
        })
        .Foresees(found => found.Plan)
        .Applies(async (run, found, ct) =>
        {
            if (found.Renewed.IsEmpty)
            {
                run.Outcome(Update ? "the locks are up to date" : $"{found.Plan.Images.Length} images");
                return found.Plan;
            }

            foreach (var change in found.Renewed.Changes)
                run.Report.Info($"{change}");
            await found.Renewed.WriteAsync(Paths.Recipes, ct);
            run.Done(true, $"{found.Renewed.Changes.Length} packages renewed");
            return await PlanImagesAsync(ct);
        });

    private Target<ImageSet> Images => _ => _
        .Description("Builds the images for the nodes' platforms, or finds that nothing has to be built")
        .Produces("artifacts/images")
        .DependsOn(Memory, Host, Survey, PlanImages)
        .InputsHash(async ct => $"{Cluster.Name} {(await PlanImagesAsync(ct)).InputHash}")
        .Requires(() => (Job ?? ImagesService) is null || InvokedTargets is [nameof(Images)], "--job and --service work only with the target Images: the other targets need all images.")
        .Requires(() => Selection)
        .Requires(() => Update || IsNightly || !(Unsigned || Downgrade), "--unsigned and --downgrade work only with --update, which isn't given.")
        .Requires(() => !(NoRewrite && StripSignature), "--no-rewrite changes no jar, so there is no signature to remove: leave one of the two out.")
        .Requires(() => FromRelease is null || !NoCache, "--release builds nothing and --no-cache builds everything: leave one of the two out.")
        .Requires(() => RegistryCa is null || File.Exists(RegistryCa), "The file that --registry-ca names doesn't exist.")
        .Requires(() => ReleaseKey is null || FromRelease is not null, "--key works only with --release, which isn't given.")
        .Requires(() => ReleaseKey is null || FromRelease is null || VerificationKey is not null)
        .Requires(() => FromRelease is null || Platforms.Length == 0, "--release has its own platforms: leave --platforms out.")
        .Plans(async (run, ct) =>
        {
            var plan = run.ResultOf(PlanImages);
            var held = ImageChoice.Held(plan, run.ResultOf(Survey).Images);
            var release = await ReleasedAsync(ct);
            var missing = NoCache ? plan.Images : held.Images.Length == plan.Images.Length ? [] : [.. Layouts.Missing(plan), .. ReleasedImages.Unlike(plan, Layouts, release)];
            var images = new ImagesToBuild(plan, held, missing) { Released = ReleasedImages.Of(missing, release, mayBuild: IsNightly) };
            return Changes.Of(images, missing.IsEmpty, images.Released.IsEmpty ? $"would build {images.Names}" : $"would take {images.Names}");
        })
        .Foresees(images => Layouts.Foresee(images.Plan, images.Held, images.Missing))
        .Applies(async (run, images, ct) =>
        {
            if (images.Missing.IsEmpty && images.ClusterHasAll)
            {
                run.Outcome("unchanged: the cluster has them");
                return Layouts.WithLayouts(images.Plan, images.Held);
            }

            var release = await ReleasedAsync(ct);
            if (FromRelease is not null)
                await VerifyAsync(images.Released, release!, ct);
            if (!images.Released.IsEmpty)
                await ReleasedImages.FetchAsync(images.Released, new ImageFetcher(OutsideRegistries, RegistryAddress.Parse(release!.Registry), run.Report), Layouts, ct);
            var built = images.ToBuild.IsEmpty && release is not null ? Layouts.Foresee(images.Plan, images.Held, []) : await BuildAsync(run, images.Plan, ct);
            run.Done(!images.Missing.IsEmpty, images.Released.IsEmpty ? $"built {images.Names}" : $"took {images.Names}");
            return built;
        });

    private Target Clean => _ => _
        .Description("Removes what was built here: artifacts/ and the images of the cache; downloads stay, and clusters are not touched")
        .Before(Destroy, Images, PiImage, Manifests, Test)
        .Plans((_, _) =>
        {
            string[] folders = [.. new[] { Paths.Artifacts, Paths.Layouts }.Where(Directory.Exists)];
            return Task.FromResult(Changes.Of(folders, folders.Length == 0, $"would remove {string.Join(", ", folders)}"));
        })
        .Applies((run, folders, _) =>
        {
            Layouts.Clear();
            Array.ForEach(folders, folder => Directory.Delete(folder, recursive: true));
            run.Done(folders.Length > 0, $"removed {string.Join(", ", folders)}");
            run.AfterSummary("Downloads stay (Destroy --cache removes them), and so does the engine's own build cache (docker buildx prune).");
            return Task.CompletedTask;
        });

    /// <param name="mayMakeBuilder">False: without a builder image here, none is asked which archives it knows.</param>
    private async Task<RenewedLocks> RenewLocksAsync(IReport report, HostFacts host, bool mayMakeBuilder, CancellationToken ct)
    {
        using var http = PublicHttp.Open();
        var builder = new BuilderImage(new LocalImages(Processes, host, Paths), http);
        var archives = await new DebianArchives(Processes, host.Docker).ResolveAsync(
            ImageSettings, async () => mayMakeBuilder ? await builder.EnsureAsync(ImageSettings, report, ct) : await builder.FindAsync(ImageSettings, ct), ct);
        var trust = new IndexTrust(SuiteLock.Read(Path.Combine(Paths.Recipes, SuiteLock.FileName)), Unsigned, Downgrade);
        var indices = new IndexReader(http, new Downloader(Paths), new ReleaseSignature(Processes), trust, Time);
        return await new LockUpdater(indices, Downgrade).RenewAsync(Paths.Recipes, archives, report, ct);
    }

    private Target<string> PiImage => _ => _
        .Description("Makes the image of the virtual Pis, once")
        .DependsOn(Host)
        .InputsHash(ct => Source.MaterialAsync(ct))
        .Unlisted()
        .Plans(async (run, ct) =>
        {
            var isThere = await Source.HasMaterialAsync(run.ResultOf(Host), ct);
            return Changes.Of(new NodeMaterial(await Source.MaterialAsync(ct), isThere), isThere, "would be made");
        })
        .Foresees(material => material.Name)
        .Applies(async (run, material, ct) =>
        {
            run.Done(!material.IsThere && await Source.MakeMaterialAsync(run.ResultOf(Host), run.Report, ct), "made");
            return material.Name;
        });

    private LayoutStore Layouts => new(Paths, Time);

    private async Task<ImagePlan> PlanImagesAsync(CancellationToken ct)
    {
        var inputs = await ImageInputs.ReadAsync(Paths.Recipes, RootDirectory, Cluster, ct);
        if (night is not null)
            return Selection.From(ImagePlanner.Plan(Cluster, ForEverybody, inputs.With(night.Renewed.Locks)));
        var settings = await ReleasedAsync(ct) is { } release ? ReleasedImages.Settings(ImageSettings, release) : ImageSettings;
        return Selection.From(ImagePlanner.Plan(Cluster, settings, inputs));
    }

    private Task<ImageSet> BuildAsync(TargetRun run, ImagePlan plan, CancellationToken ct) => BuildAsync(run, run.ResultOf(Host), plan, ct);

    private async Task<ImageSet> BuildAsync(TargetRun run, HostFacts host, ImagePlan plan, CancellationToken ct)
    {
        using var http = PublicHttp.Open();
        var builder = new ImageBuilder(Processes, host, new Downloader(Paths), http, night is null ? Paths : Paths with { Recipes = night.Recipes }, Time);
        var images = await builder.BuildAsync(plan, run.Report, ct, NoCache);
        foreach (var image in run.Check ? [] : images.Images)
            ImageBills.Publish(image, Path.Combine(Paths.Artifacts, "images"));
        return images;
    }
}
