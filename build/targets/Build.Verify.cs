using System.Collections.Immutable;
using Fridge.Engine;
using Fridge.Images.Builds;
using Fridge.Images.Plan;
using Fridge.Model;
using Fridge.Publishing.Contents;
using Fridge.Targets.Publishing;
using Fridge.Tooling;
using Fridge.Tooling.Downloads;
using Fridge.Tooling.Host;

namespace Fridge.Targets;

/// <summary>Whether a release's images come from its sources: whoever doubts it builds them.</summary>
public sealed partial class Build
{
    private string VerifyCache => Path.Combine(RootDirectory, ".nuke", "temp", "verify");

    private Target Verify => _ => _
        .Description("Builds the images of --release again, from scratch, and compares their digests with the release's")
        .Also(WantsSources)
        .Requires(() => FromRelease is not null, "Verify needs a release: --release v1.2.3, or a release.json")
        .Requires(() => ReleaseKey is null || VerificationKey is not null)
        .Requires(() => Platforms.Length == 0, "--release has its own platforms: leave --platforms out.")
        .Plans(async (run, ct) =>
        {
            var release = (await ReleasedAsync(ct))!;
            await DemandSourcesOfAsync(release, ct);
            var host = await PlanHostAsync(run, HostNeeds.DeployToBoards, ct);
            return Changes.Of(new ReleaseToVerify(release, host.Plan), isEmpty: false, $"would build {string.Join(", ", release.Images.Select(image => image.Name))}") with { Lines = host.Lines };
        })
        .Applies(async (run, plan, ct) =>
        {
            var platforms = RebuiltImages.Of(plan.Release.Images, await RebuildAsync(run, await ReleaseClustersAsync(ct, release: plan.Release), _ => true, await EnsureHostAsync(run, plan.Host, ct), ct));
            run.AfterSummary(RebuiltImages.Table(platforms));
            RebuiltImages.RefuseDifferences(plan.Release, platforms);
            run.Outcome($"{platforms.Length} images are as released");
        });

    /// <summary>Beside this user's images, which stay as they are; downloads are shared, since each is held against its digest.</summary>
    /// <param name="wanted">Of the clusters' images.</param>
    private async Task<IReadOnlyCollection<ImageRecord>> RebuildAsync(TargetRun run, IEnumerable<ReleasedCluster> clusters, Func<PlannedImage, bool> wanted, HostFacts host, CancellationToken ct)
    {
        using var http = PublicHttp.Open();
        var builder = new ImageBuilder(Processes, host, new Downloader(Paths), http, Paths with { Cache = VerifyCache }, Time);
        var rebuilt = new List<ImageRecord>();
        foreach (var cluster in clusters)
        {
            // Clusters have images in common.
            var images = cluster.Plan.Images.Where(image => wanted(image) && rebuilt.All(record => record.InputHash != image.InputHash)).ToImmutableArray();
            if (images.Any(image => image.Kind == ImageKind.Job))
                images = [cluster.Plan["flink"], .. images.Where(image => image.Kind != ImageKind.Flink)];
            if (!images.IsEmpty)
                rebuilt.AddRange((await builder.BuildAsync(cluster.Plan with { Images = images }, run.Report, ct, noCache: true)).Images);
        }

        Directory.Delete(VerifyCache, recursive: true);
        return rebuilt;
    }

    /// <exception cref="FridgeException">Another commit is checked out, or it has changes (exit code 2).</exception>
    private async Task DemandSourcesOfAsync(ReleaseDocument release, CancellationToken ct)
    {
        var source = await SourceAsync(ct);
        if (source?.Commit != release.Commit || source.IsDirty)
        {
            throw new FridgeException(
                $"{release.Tag} was made of {release.Commit}, and {(source is null ? "this is not a git checkout" : source.IsDirty ? "this checkout has changes" : $"{source.Commit} is checked out")}.",
                $"In a clean clone: git checkout {release.Commit}", wrongUse: true);
        }
    }
}
