using System.Collections.Immutable;
using Fridge.Manifests;
using Fridge.Manifests.Kubernetes;
using Fridge.Model;

namespace Fridge.Targets.Publishing;

/// <summary>Renders each cluster's manifests for Swarm and for Kubernetes, with the digests of the release's images.</summary>
internal sealed class ReleaseManifests(string checkout, KubernetesSchemas schemas, IReport report)
{
    /// <returns>Paths in the bundle, and texts.</returns>
    public async Task<ImmutableSortedDictionary<string, string>> RenderAsync(ImmutableArray<ReleasedCluster> clusters, CancellationToken cancellationToken)
    {
        var texts = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        foreach (var released in clusters)
        {
            foreach (var (rendering, twin) in Renderings(released.Cluster))
            {
                var folder = $"{Path.GetFileNameWithoutExtension(released.File)}/{rendering.Name}";
                if (await RenderAsync(rendering, twin, released, cancellationToken) is { } release)
                    texts.AddRange(ManifestFolder.Of(rendering, release, "").Files.Select(file => KeyValuePair.Create($"{folder}/{file.Path}", file.Text)));
                else
                    report.Info($"{released.File} doesn't fit its boards on {rendering.Name}: the release has no such manifests for it.");
            }
        }

        return texts.ToImmutable();
    }

    private (IRendering Rendering, Cluster Cluster)[] Renderings(Cluster cluster) =>
        [(Orchestration.RenderingOf(cluster, schemas), cluster), Orchestration.OtherThan(cluster, schemas)];

    /// <summary>A person's overrides are in the words of the cluster's own orchestrator.</summary>
    /// <returns>Null: the nodes' memory doesn't hold it.</returns>
    private async Task<RenderedRelease?> RenderAsync(IRendering rendering, Cluster cluster, ReleasedCluster released, CancellationToken cancellationToken)
    {
        var isItsOwn = cluster.Orchestrator == released.Cluster.Orchestrator;
        if (PlanOf(cluster, isItsOwn) is not { } plan)
            return null;
        var templates = await TemplateSet.ReadAsync(checkout, rendering.TemplateFolder, isItsOwn ? cluster.Name : null, cancellationToken);
        return rendering.Render(templates, cluster, plan, released.Images, ClusterSecrets.Unread(cluster));
    }

    private static MemoryPlan? PlanOf(Cluster cluster, bool mustFit)
    {
        try
        {
            return MemoryPlan.For(cluster);
        }
        catch (MemoryPlanException) when (!mustFit)
        {
            return null;
        }
    }
}
