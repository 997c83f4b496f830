using System.Collections.Immutable;
using Fridge.Engine;
using Fridge.Registry.Outside;
using Fridge.Rollout.Images;
using Fridge.Targets.Publishing;
using Fridge.Tooling;
using Fridge.Tooling.Host;

namespace Fridge.Targets;

/// <summary>What Nightly leaves behind. The cluster's own registry is collected by each rollout.</summary>
public sealed partial class Build
{
    [Parameter("How many nights of each image to keep", Placeholder = "N", For = [nameof(Prune)])]
    private int Keep { get; init; }

    private bool PruneAsksACluster => SourceOf(nameof(ClusterFilePath)) is ParameterSource.CommandLine or ParameterSource.Environment;

    private Target Prune => _ => _
        .Description("Deletes old nights from --registry: never what a release, a person's tag, or the cluster of --cluster uses or may go back to")
        .Requires(() => ReleaseRegistry is not null, "Prune needs a registry, written as in an image's name: --registry ghcr.io/owner")
        .Requires(() => Keep > 0, "Prune needs the number of nights to keep of each image: --keep 14")
        .Also(LogInTogether)
        .Plans(async (run, ct) =>
        {
            var inUse = await ImagesInUseAsync(run, ct);
            var images = (await ReleaseClustersAsync(ct)).SelectMany(cluster => cluster.Plan.Images.Concat(cluster.Plan.Services)).Select(image => image.Name).Append(NightlyLocks.Name).Distinct();
            var plan = await Pruner(run).PlanAsync(images.Select(ReleaseRegistry!.Repository), Keep, inUse, ct);
            return Changes.Of(plan, plan.IsEmpty, $"would delete {plan.Nights} images") with { Lines = plan.Manifests.Where(manifest => !manifest.Tags.IsEmpty).Select(manifest => $"delete {manifest}") };
        })
        .Applies(async (run, plan, ct) => run.Done(await Pruner(run).DeleteAsync(plan, ct) > 0, $"deleted {plan.Nights} images"));

    private ImagePruner Pruner(TargetRun run) => new(OutsideRegistries, ReleaseRegistry!, run.Report);

    /// <summary>A cluster that is named is asked, and nothing is deleted where it doesn't answer.</summary>
    private async Task<ImmutableSortedSet<string>> ImagesInUseAsync(TargetRun run, CancellationToken ct)
    {
        if (!PruneAsksACluster)
        {
            run.Report.Info("No cluster is asked what it runs: clusters pull from their own registry. For a cluster that pulls from this registry, give --cluster FILE.");
            return [];
        }

        var reachable = await Source.AttachAsync(new HostProbe(Processes, run.Ask.IsInteractive), run.Report, ct);
        var kept = await KeptImages.ReadAsync(Open(run, reachable), ct);
        return kept.Reason is { } reason ? throw new FridgeException(reason, "Run Prune with the version of Fridge that wrote that record.") : kept.References;
    }
}
