using System.Collections.Immutable;
using Fridge.Manifests.Rendering;
using Fridge.Model;

namespace Fridge.Manifests.Swarm;

/// <summary>Compose files to a Swarm stack.</summary>
public sealed class SwarmRendering : IRendering
{
    public string Name => "swarm";

    public string TemplateFolder => "manifests/templates/swarm";

    public RenderedRelease Render(TemplateSet templates, Cluster cluster, MemoryPlan plan, ImageSet images, ClusterSecrets secrets) =>
        DeclaredServices.Check(new StackRenderer(templates, secrets).Render(cluster, plan, images), cluster);

    public RenderedRelease Rehearse(TemplateSet templates, Cluster cluster, MemoryPlan plan) =>
        DeclaredServices.Check(new StackRenderer(templates).Render(cluster, plan, ReleaseImages.Placeholders(cluster)), cluster);

    public ImmutableSortedDictionary<string, string> PropertiesOf(RenderedRelease release, Workload workload) => ServiceProperties.Of(workload);

    public ImmutableArray<ManifestDocument> Documents(RenderedRelease release) => [new("stack.yaml", release.Compose())];
}
