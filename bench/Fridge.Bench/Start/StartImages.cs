using Fridge.Clusters;
using Fridge.Images.Builds;
using Fridge.Images.Plan;
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
        return await new ImageBuilder(processes, host, downloader, http, paths)
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
        await BuildAsync(tag, platform, folder.Path("direct"), [("flink", $"oci-layout://{flink.LayoutPath}@{flink.For(platform).ManifestDigest}")], [], cancellationToken);
        return tag;
    }

    /// <returns>The tag of an image as it is made by hand.</returns>
    public async Task<string> ScriptsAsync(NodeArchitecture platform, CancellationToken cancellationToken)
    {
        var plan = await PlanAsync(platform, cancellationToken);
        var recipe = ScriptsRecipe.Of(paths.Checkout, plan.Flink);
        var tag = Tag("scripts", platform, recipe.Hash);
        if (await engine.HasImageAsync(tag, cancellationToken))
            return tag;
        using var folder = new StartFolder();
        var builder = await new BuilderImage(new LocalImages(processes, host, paths), http).EnsureAsync(plan.Settings, report, cancellationToken);
        var materials = new ScriptsMaterials(processes, host.Docker, downloader, http, paths, plan, builder);
        var archive = await materials.FillAsync(recipe, platform, folder, report, cancellationToken);
        await BuildAsync(
            tag, platform, recipe.Folder,
            [
                ("builder", $"docker-image://{builder}"), ("recipe", Path.Combine(paths.Checkout, "images", "base")),
                ("debs", folder.Path("debs")), ("dist", folder.Path("dist")),
            ],
            [$"FLINK_ARCHIVE={archive}"], cancellationToken);
        return tag;
    }

    private async Task<ImagePlan> PlanAsync(NodeArchitecture platform, CancellationToken cancellationToken) => ImagePlanner.Plan(
        cluster, await BuildParameters.ImagesAsync(paths.Checkout, platform, cancellationToken), await ImageInputs.ReadAsync(paths.Checkout, cluster, cancellationToken));

    private async Task BuildAsync(
        string tag, NodeArchitecture platform, string folder, IEnumerable<(string Name, string Value)> contexts, IEnumerable<string> arguments,
        CancellationToken cancellationToken)
    {
        var builder = await new BuildEngine(processes, host.Docker).FindAsync(report, cancellationToken);
        report.Info($"Making {tag} (once)");
        await engine.RunAsync(
            [
                "buildx", "build", "--progress", "plain", "--provenance=false", "--sbom=false", "--platform", platform.OciPlatform(), "--tag", tag, "--load",
                .. builder is null ? [] : new[] { "--builder", builder },
                .. contexts.SelectMany(context => new[] { "--build-context", $"{context.Name}={context.Value}" }),
                .. arguments.SelectMany(argument => new[] { "--build-arg", argument }),
                folder,
            ],
            cancellationToken);
    }

    private static string Tag(string way, NodeArchitecture platform, string hash) => $"fridge-bench-{way}:{platform.LabelValue()}-{hash[..12]}";
}
