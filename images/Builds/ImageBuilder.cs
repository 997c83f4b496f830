using System.Collections.Immutable;
using Fridge.Images.Archives;
using Fridge.Images.Layouts;
using Fridge.Images.Plan;
using Fridge.Model;
using Fridge.Registry.Oci;
using Fridge.Tooling;
using Fridge.Tooling.Downloads;
using Fridge.Tooling.Host;
using Fridge.Tooling.Processes;

namespace Fridge.Images.Builds;

/// <summary>Makes the images of a plan, or finds them in the cache: equal input hashes build nothing.</summary>
public sealed class ImageBuilder
{
    private readonly LayoutStore store;
    private readonly CacheSweep sweep;
    private readonly MaterialsProvider provider;
    private readonly ImageRecipes recipes;
    private readonly string cache;

    public ImageBuilder(IProcessRunner processes, HostFacts host, IDownloader downloader, HttpClient http, FridgePaths paths, TimeProvider time)
    {
        var docker = host.Docker;
        cache = paths.Cache;
        store = new LayoutStore(paths, time);
        sweep = new CacheSweep(paths, time);
        provider = new MaterialsProvider(
            processes, docker, downloader, new BuildEngine(processes, docker),
            new BuilderImage(new LocalImages(processes, host, paths), http), new DebianArchives(processes, docker), paths);
        recipes = new ImageRecipes(new Buildx(processes, docker), new RunCheck(processes, docker), store, provider, paths);
    }

    /// <param name="noCache">Builds all again, from nothing; what was there stays until its successor is whole.</param>
    /// <exception cref="FridgeException">No engine, a package that no archive has, a failed build, a full disk, a closed gate: nothing half is kept.</exception>
    public async Task<ImageSet> BuildAsync(ImagePlan plan, IReport report, CancellationToken cancellationToken, bool noCache = false)
    {
        var missing = noCache ? plan.Images : store.Missing(plan);
        if (missing.Length > 0)
        {
            sweep.Run(report);
            var materials = await provider.GetAsync(plan, missing, report, cancellationToken, anew: noCache);
            await BuildAsync(plan, missing, materials, noCache, report, cancellationToken);
        }

        return new ImageSet([.. plan.Images.Select(image => LayoutStore.Describe(image, store.Find(image)!))]);
    }

    private async Task BuildAsync(
        ImagePlan plan, ImmutableArray<PlannedImage> missing, Materials materials, bool noCache, IReport report, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var run = new BuildRun(plan, materials, noCache, report, stop.Token);
        var flink = new Lazy<Task<OciLayout>>(() => missing.Any(image => image.Kind == ImageKind.Flink)
            ? recipes.FlinkAsync(plan["flink"], run)
            : Task.FromResult(store.Find(plan["flink"])!));
        var builds = missing.Select(image => image.Kind switch
        {
            ImageKind.Flink => flink.Value,
            ImageKind.Job => recipes.JobAsync(image, flink.Value, run),
            _ => recipes.ServiceAsync(image, run),
        }).ToList();
        try
        {
            await EndTogether.WhenAllAsync(builds, stop);
        }
        catch (IOException reason) when (DiskFull.Is(reason))
        {
            throw DiskFull.At(cache, reason);
        }
    }
}
