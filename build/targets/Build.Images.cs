using System.Collections.Immutable;
using Fridge.Engine;
using Fridge.Images.Archives;
using Fridge.Images.Builds;
using Fridge.Images.Layouts;
using Fridge.Images.Locks;
using Fridge.Images.Plan;
using Fridge.Images.Records;
using Fridge.Model;
using Fridge.Targets.Sessions;
using Fridge.Tooling.Downloads;

namespace Fridge.Targets;

/// <summary>The images: taken from the cluster where it has them, from the cache, or built.</summary>
public sealed partial class Build
{
    [Parameter("Where Flink's archive comes from, in order: places with the layout of Apache's mirrors, each with the sha512 it must give", Listed = false)]
    private FlinkMirror[] FlinkMirrors { get; init; } = [];

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

    [Parameter("Build all images again, from nothing")]
    private bool NoCache { get; init; }

    [Parameter("Jars of jobs: a signed one that has to be rewritten loses its signature; else it is refused")]
    private bool StripSignature { get; init; }

    [Parameter("Jars of jobs: leave unaligned memory accesses in them, which end a 32-bit JVM under a 64-bit kernel")]
    private bool NoRewrite { get; init; }

    [Parameter("First renew the package locks from the archives, and print the difference", For = [nameof(Images)])]
    private bool Update { get; init; }

    [Parameter("Of this job only, and what it stands on", Placeholder = "NAME", For = [nameof(Images)])]
    private string? Job { get; init; }

    [Parameter("This service's image only: prometheus, node-exporter, zookeeper, object-store", Name = "service", Placeholder = "NAME", For = [nameof(Images)])]
    private string? ImagesService { get; init; }

    [Parameter("Flink's image: default starts Java directly; debug has a shell and jcmd beside that; full has Flink's scripts and takes the official image's commands")]
    private ImageVariant Variant { get; init; }

    private ImageSelection Selection => ImageSelection.Of(Cluster, Job, ImagesService);

    private ImageSettings ImageSettings => new()
    {
        FlinkMirrors = [.. FlinkMirrors],
        DebianArchives = [.. DebianArchives],
        MavenRepositories = [.. MavenRepositories],
        BuilderImage = BuilderImage,
        Platforms = [.. Platforms],
        BuildCache = BuildCache,
        Variant = Variant,
        JobJars = NoRewrite ? JobJars.Leave : StripSignature ? JobJars.Strip : JobJars.Rewrite,
    };

    private Target<ImageSet> Images => _ => _
        .Description("Builds the images for the nodes' platforms, or finds that nothing has to be built")
        .Produces("artifacts/images")
        .DependsOn(Memory, Host, Survey)
        .InputsHash(() => $"{Cluster.Name} {PlanImagesAsync(CancellationToken.None).GetAwaiter().GetResult().InputHash}")
        .Requires(() => (Job ?? ImagesService) is null || InvokedTargets is [nameof(Images)], "--job and --service choose among the images for Images alone: the other targets need all of them.")
        .Requires(() => Selection)
        .Requires(() => !(NoRewrite && StripSignature), "--no-rewrite changes no jar, so there is no signature to take off: leave one of the two out.")
        .Executes(async (run, ct) =>
        {
            if (Update)
                await UpdateLocksAsync(run, ct);

            var plan = await PlanImagesAsync(ct);
            var held = ImageChoice.Held(plan, run.ResultOf(Survey).Images);
            if (!NoCache && held.Images.Length == plan.Images.Length)
            {
                run.Outcome("unchanged: the cluster has them");
                return new LayoutStore(Paths, Time).WithLayouts(plan, held);
            }

            return await BuildAsync(run, plan, ct);
        });

    private Target Clean => _ => _
        .Description("Removes what was built here: artifacts/ and the images of the cache; downloads stay, and clusters are not touched")
        .Before(Destroy, Images, PiImage, Manifests, Test)
        .Executes((run, _) =>
        {
            string[] folders = [.. new[] { Paths.Artifacts, Paths.Layouts }.Where(Directory.Exists)];
            run.Outcome(folders.Length == 0 ? "nothing to remove" : $"{(run.Check ? "would remove" : "removed")} {string.Join(", ", folders)}");
            if (!run.Check)
            {
                new LayoutStore(Paths, Time).Clear();
                Array.ForEach(folders, folder => Directory.Delete(folder, recursive: true));
            }
            run.AfterSummary("Downloads stay (Destroy --cache removes them), and so does the engine's own build cache (docker buildx prune).");
            return Task.CompletedTask;
        });

    /// <summary>The committed locks are amended here and nowhere else; what is built next is built from them. A check makes no builder image.</summary>
    private async Task UpdateLocksAsync(TargetRun run, CancellationToken ct)
    {
        using var http = new HttpClient();
        var (host, report) = (run.ResultOf(Host), run.Report);
        var builder = new BuilderImage(new LocalImages(Processes, host, Paths), http);
        var archives = await new DebianArchives(Processes, host.Docker).ResolveAsync(
            ImageSettings, async () => run.Check ? await builder.FindAsync(ImageSettings, ct) : await builder.EnsureAsync(ImageSettings, report, ct), ct);
        var updater = new LockUpdater(new IndexReader(http, new Downloader(Paths), new GpgvSignature(Processes)));
        var images = Path.Combine(RootDirectory, "images");
        var renewed = await updater.RenewAsync(images, archives, report, ct);
        foreach (var change in renewed.Changes.DefaultIfEmpty("The locks are up to date."))
            run.Report.Info(change);
        if (!run.Check)
            await renewed.WriteAsync(images, ct);
    }

    private Target<string> PiImage => _ => _
        .Description("Makes the image of the virtual Pis, once")
        .DependsOn(Host)
        .InputsHash(() => Source.MaterialAsync(CancellationToken.None).GetAwaiter().GetResult())
        .Unlisted()
        .Executes(async (run, ct) =>
        {
            if (!run.Check && await Source.MakeMaterialAsync(run.ResultOf(Host), run.Report, ct) is { } made)
                Done(run, made, "made");
            return await Source.MaterialAsync(ct);
        });

    private async Task<ImagePlan> PlanImagesAsync(CancellationToken ct) =>
        Selection.From(ImagePlanner.Plan(Cluster, ImageSettings, await ImageInputs.ReadAsync(RootDirectory, Cluster, ct)));

    private async Task<ImageSet> BuildAsync(TargetRun run, ImagePlan plan, CancellationToken ct)
    {
        using var http = new HttpClient();
        var builder = new ImageBuilder(Processes, run.ResultOf(Host), new Downloader(Paths), http, Paths, Time);
        var missing = NoCache ? plan.Images : builder.Missing(plan);
        if (run.Check && !missing.IsEmpty)
        {
            run.Outcome("would build " + string.Join(", ", missing.Select(image => image.Name)));
            imagesExist = false;
            return new ImageSet([]);
        }

        var images = await builder.BuildAsync(plan, run.Report, ct, NoCache);
        images.Images.ToList().ForEach(image => ImageBills.Publish(image, Path.Combine(RootDirectory, "artifacts", "images")));
        Done(run, !missing.IsEmpty, "built " + string.Join(", ", missing.Select(image => image.Name)));
        return images;
    }
}
