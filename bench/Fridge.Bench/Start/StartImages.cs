using System.Diagnostics;
using System.Formats.Tar;
using Fridge.Images.Builds;
using Fridge.Images.Plan;
using Fridge.Model;
using Fridge.Registry.Oci;
using Fridge.Tooling;
using Fridge.Tooling.Downloads;
using Fridge.Tooling.Host;
using Fridge.Tooling.Processes;

namespace Fridge.Bench.Start;

/// <summary>The images of both ways in the local engine; their tags name what is in them, so they are made once.</summary>
internal sealed class StartImages(IProcessRunner processes, HostFacts host, FridgePaths paths, HttpClient http, Cluster cluster, IReport report)
{
    private readonly LocalEngine engine = new(processes, host.Docker);
    private readonly Downloader downloader = new(paths);

    /// <summary>Ours, from the cache or built.</summary>
    public async Task<ImageSet> FlinkAsync(NodeArchitecture platform, CancellationToken cancellationToken)
    {
        var plan = await PlanAsync(platform, cancellationToken);
        return await new ImageBuilder(processes, host, downloader, http, paths, TimeProvider.System)
            .BuildAsync(plan with { Images = [plan["flink"]] }, report, cancellationToken);
    }

    /// <returns>The tag of our image, taken over from its layout.</returns>
    public async Task<string> DirectAsync(NodeArchitecture platform, ImageRecord flink, CancellationToken cancellationToken)
    {
        var tag = Tag("direct", platform, flink.For(platform).ManifestDigest["sha256:".Length..]);
        if (await engine.HasImageAsync(tag, cancellationToken))
            return tag;
        using var folder = new StartFolder();
        await File.WriteAllTextAsync(Path.Combine(folder.Path("direct"), "Dockerfile"), "FROM flink\n", cancellationToken);
        report.Info($"Making {tag} (once)");
        await new HandMadeImage(
            engine, platform, folder.Path("direct"), [("flink", $"oci-layout://{flink.LayoutPath}@{flink.For(platform).ManifestDigest}")], [],
            await new BuildEngine(processes, host.Docker).FindAsync(report, cancellationToken)).BuildAsync(["--tag", tag, "--load"], cancellationToken);
        return tag;
    }

    /// <returns>The tag of an image as it is made by hand.</returns>
    public async Task<string> ScriptsAsync(NodeArchitecture platform, CancellationToken cancellationToken)
    {
        var plan = await PlanAsync(platform, cancellationToken);
        var tag = Tag("scripts", platform, ScriptsRecipe.Of(paths.Checkout, plan.Flink).Hash);
        if (await engine.HasImageAsync(tag, cancellationToken))
            return tag;
        using var folder = new StartFolder();
        var byHand = await ByHandAsync(plan, platform, folder, cancellationToken);
        report.Info($"Making {tag} (once)");
        await byHand.BuildAsync(["--tag", tag, "--load"], cancellationToken);
        return tag;
    }

    /// <summary>Builds ours once more, from downloads that an earlier build has cached.</summary>
    public async Task<BuiltImage> MeasureOursAsync(NodeArchitecture platform, CancellationToken cancellationToken)
    {
        await FlinkAsync(platform, cancellationToken);
        var plan = await PlanAsync(platform, cancellationToken);
        var start = Stopwatch.GetTimestamp();
        var built = await new ImageBuilder(processes, host, downloader, http, paths, TimeProvider.System)
            .BuildAsync(plan with { Images = [plan["flink"]] }, report, cancellationToken, noCache: true);
        return new BuiltImage(Stopwatch.GetElapsedTime(start), built["flink"].For(platform).CompressedBytes);
    }

    /// <summary>Builds the one made by hand, from cached downloads.</summary>
    public async Task<BuiltImage> MeasureByHandAsync(NodeArchitecture platform, CancellationToken cancellationToken)
    {
        using var folder = new StartFolder();
        var byHand = await ByHandAsync(await PlanAsync(platform, cancellationToken), platform, folder, cancellationToken);
        var layout = folder.Path("layout");
        var start = Stopwatch.GetTimestamp();
        await byHand.BuildAsync(["--no-cache", "--output", $"type=oci,tar=false,dest={layout}"], cancellationToken);
        return new BuiltImage(Stopwatch.GetElapsedTime(start), OciLayout.Open(layout).Manifests.Single().LayerBytes);
    }

    /// <summary>The jar of the cluster's first job, as its image has it.</summary>
    public async Task JobJarAsync(string folder, CancellationToken cancellationToken)
    {
        var plan = await PlanAsync(NodeArchitecture.Amd64, cancellationToken);
        var job = plan.Images.First(image => image.Kind == ImageKind.Job);
        var built = await new ImageBuilder(processes, host, downloader, http, paths, TimeProvider.System)
            .BuildAsync(plan with { Images = [plan["flink"], job] }, report, cancellationToken);
        var layout = OciLayout.Open(built[job.Name].LayoutPath!);
        await using var layer = File.OpenRead(layout.BlobPath(layout.Manifests.Single().Layers[^1].Digest));
        using var tar = new TarReader(layer);
        while (await tar.GetNextEntryAsync(cancellationToken: cancellationToken) is { } entry)
        {
            if (entry.EntryType == TarEntryType.RegularFile)
                await entry.ExtractToFileAsync(Path.Combine(folder, Path.GetFileName(entry.Name)), overwrite: true, cancellationToken);
        }
    }

    private async Task<HandMadeImage> ByHandAsync(ImagePlan plan, NodeArchitecture platform, StartFolder folder, CancellationToken cancellationToken)
    {
        var recipe = ScriptsRecipe.Of(paths.Checkout, plan.Flink);
        var builder = await new BuilderImage(new LocalImages(processes, host, paths), http).EnsureAsync(plan.Settings, report, cancellationToken);
        var archive = await new ScriptsMaterials(processes, host.Docker, downloader, http, paths, plan, builder)
            .FillAsync(recipe, platform, folder, report, cancellationToken);
        return new HandMadeImage(
            engine, platform, recipe.Folder,
            [
                ("builder", $"docker-image://{builder}"), ("recipe", Path.Combine(paths.Checkout, "images", "base")),
                ("debs", folder.Path("debs")), ("dist", folder.Path("dist")),
            ],
            [$"FLINK_ARCHIVE={archive}"],
            await new BuildEngine(processes, host.Docker).FindAsync(report, cancellationToken));
    }

    private async Task<ImagePlan> PlanAsync(NodeArchitecture platform, CancellationToken cancellationToken) => ImagePlanner.Plan(
        cluster, await BuildParameters.ImagesAsync(paths.Checkout, platform, cancellationToken), await ImageInputs.ReadAsync(paths.Recipes, paths.Checkout, cluster, cancellationToken));

    private static string Tag(string way, NodeArchitecture platform, string hash) => $"fridge-bench-{way}:{platform.LabelValue()}-{hash[..12]}";
}
