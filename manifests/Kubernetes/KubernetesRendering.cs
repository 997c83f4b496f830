using System.Collections.Immutable;
using Fridge.Manifests.Rendering;
using Fridge.Model;

namespace Fridge.Manifests.Kubernetes;

/// <summary>Templates to objects of Kubernetes, whoever made the cluster.</summary>
public sealed class KubernetesRendering(KubernetesSchemas schemas) : IRendering
{
    public KubernetesRendering()
        : this(KubernetesSchemas.Shipped)
    {
    }

    public string Name => "kubernetes";

    public string TemplateFolder => $"{TemplateSet.TemplatesFolder}/kubernetes";

    public RenderedRelease Render(TemplateSet templates, Cluster cluster, MemoryPlan plan, ImageSet images, ClusterSecrets secrets) =>
        DeclaredServices.Check(new KubernetesRenderer(templates, schemas, secrets).Render(cluster, plan, images), cluster);

    public RenderedRelease Rehearse(TemplateSet templates, Cluster cluster, MemoryPlan plan) =>
        DeclaredServices.Check(new KubernetesRenderer(templates, schemas).Render(cluster, plan, ReleaseImages.Placeholders(cluster)), cluster);

    public ImmutableSortedDictionary<string, string> PropertiesOf(RenderedRelease release, Workload workload) => WorkloadProperties.Of(release, workload);

    public ImmutableArray<ManifestDocument> Documents(RenderedRelease release) => KubernetesDocuments.Of(release);

    public string? CheckedBy(Cluster cluster) => schemas.For(cluster.Kubernetes!.Version).Says(cluster.Kubernetes.Version);
}
