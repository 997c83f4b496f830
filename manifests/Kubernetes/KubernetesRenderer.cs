using System.Collections.Immutable;
using Fridge.Manifests.Grammar;
using Fridge.Manifests.Rendering;
using Fridge.Manifests.Values;
using Fridge.Model;

namespace Fridge.Manifests.Kubernetes;

/// <summary>Cluster, memory and images to objects of Kubernetes. Pure: the same input gives the same bytes, and no cluster is asked.</summary>
/// <param name="secrets">Null: their values aren't known yet.</param>
internal sealed class KubernetesRenderer(TemplateSet templates, KubernetesSchemas schemas, ClusterSecrets? secrets = null)
{
    /// <exception cref="TemplateException">What is wrong in the templates, each with file:line:column.</exception>
    /// <exception cref="ManifestException">What can't be deployed.</exception>
    public RenderedRelease Render(Cluster cluster, MemoryPlan plan, ImageSet images)
    {
        var releaseImages = ReleaseImages.Of(cluster, images);
        var variables = ReleaseVariables.Of(cluster, plan, releaseImages).With("kubernetes", Settings(cluster));
        var read = ObjectReader.Read(templates, variables);
        var files = Files(read, variables);
        var objects = FixedAddresses.Put(
            [.. read.Where(each => each.Definition[KubernetesObject.File] is null).Select(each => PullSecret.Put(StandardLabels.Put(each, cluster), cluster))], cluster);
        var known = (secrets ?? ClusterSecrets.Unread(cluster)).OfFlink(cluster, SecretName);
        var workloads = Workloads(objects, files, known, cluster, releaseImages);
        var release = new RenderedRelease
        {
            Name = cluster.Name,
            Workloads = workloads,
            Files = [.. files.Values.OrderBy(file => file.Name, StringComparer.Ordinal)],
            Secrets = [.. known.Where(secret => workloads.Any(workload => workload.Secrets.Contains(secret.Name)))],
            Frame = Mapping.Of((ReleaseObjects.ObjectsKey, new Sequence([.. objects.Where(each => !each.IsWorkload).InOrder().Select(each => each.Definition)]))),
            Flink = FlinkPlan.Of(cluster, plan),
        };
        KubernetesRules.Check(read, files, objects, cluster);
        SchemaCheck.Check(objects, release, schemas.For(cluster.Kubernetes!.Version), cluster.Kubernetes.Version);
        return release;
    }

    private static ImmutableArray<Workload> Workloads(
        ImmutableArray<KubernetesObject> objects, ImmutableDictionary<string, ReleaseFile> files, ImmutableArray<ReleaseSecret> secrets, Cluster cluster, ReleaseImages images)
    {
        var plain = objects.Where(each => each.Kind == "ConfigMap").Select(each => each.Name).ToImmutableHashSet();
        var rendering = new WorkloadRendering(cluster, images, [.. objects.Where(each => each.Kind == "Service")], () => new PodReferences(files, secrets, plain));
        return rendering.RenderAll([.. objects.Where(each => each.IsWorkload)]);
    }

    private ImmutableDictionary<string, ReleaseFile> Files(IEnumerable<KubernetesObject> objects, Variables variables)
    {
        var rendering = new FileRendering(templates, variables, (key, hash) => $"{key}-{hash}");
        return objects.Where(each => each.Definition[KubernetesObject.File] is not null)
            .ToImmutableDictionary(each => each.Name, each => rendering.Render(each.Name, each.Definition));
    }

    /// <summary>With the versions of APIs that moved within the supported range.</summary>
    private static Mapping Settings(Cluster cluster) => Mapping.Of(
        ("namespace", cluster.Kubernetes!.Namespace),
        ("version", cluster.Kubernetes.Version.ToString()),
        ("policyVersion", cluster.Kubernetes.Version.IsAtLeast(21) ? "policy/v1" : "policy/v1beta1"),
        ("isOwn", !cluster.IsAdopted),
        ("isAdopted", cluster.IsAdopted),
        ("jvmFlags", Sequence.Of(JvmProfiles.Board.Flags)));

    /// <summary>Lower case alone, and as long as a file name.</summary>
    private static string SecretName(string words, string hash) => $"{words.ToLowerInvariant().Trim('-')}-{hash}";
}
