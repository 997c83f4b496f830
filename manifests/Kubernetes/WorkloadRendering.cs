using System.Collections.Immutable;
using System.Globalization;
using Fridge.Manifests.Rendering;
using Fridge.Manifests.Values;
using Fridge.Model;

namespace Fridge.Manifests.Kubernetes;

/// <summary>Deployments, StatefulSets and DaemonSets to workloads: what is ours is taken out, annotations are put in.</summary>
internal sealed class WorkloadRendering(
    Cluster cluster, ReleaseImages images, ImmutableArray<KubernetesObject> services, Func<PodReferences> references)
{
    public ImmutableArray<Workload> RenderAll(ImmutableArray<KubernetesObject> objects)
    {
        if (objects.GroupBy(each => each.Name).FirstOrDefault(group => group.Count() > 1)?.Last() is { } twice)
            throw twice.Refuse("another kind of workload has this name already");
        var dependencies = objects.ToDictionary(each => each.Name, each => Waves.DependsOn(each.Definition[KubernetesObject.DependsOn], message => throw each.Refuse(message)));
        var waves = Waves.Of(dependencies, message => throw new ManifestException(message));
        return [.. objects
            .Select(each => Render(each, waves[each.Name], dependencies[each.Name]))
            .OrderBy(workload => workload.Wave).ThenBy(workload => workload.Name, StringComparer.Ordinal)];
    }

    private Workload Render(KubernetesObject source, int wave, IReadOnlyList<string> dependsOn)
    {
        var names = references();
        var bare = names.Fill(source).Without(KubernetesObject.Gates, KubernetesObject.Classes, KubernetesObject.DependsOn);
        var instanceHash = DefinitionHash.Of(bare.Map("spec.template"));
        var definition = bare.Change("spec.template.metadata.annotations", annotations => annotations.With(WorkloadLabels.Instance, instanceHash));
        var nodes = PodPlacement.Nodes(source, cluster);
        var replicas = source.Kind == "DaemonSet" ? nodes.Length : (definition.Find("spec.replicas") as Scalar)?.Content is long count ? (int)count : 1;
        var hash = DefinitionHash.Of(definition);
        var annotated = definition.Change("metadata.annotations", annotations => Annotations(hash, replicas, source)
            .Aggregate(annotations, (all, annotation) => all.With(annotation.Key, annotation.Value)));
        return new Workload
        {
            Name = source.Name,
            Wave = wave,
            Image = ImageOf(source) ?? throw source.Refuse("it names no image"),
            SpecHash = hash,
            InstanceHash = instanceHash,
            Definition = annotated,
            Labels = annotated.Map("metadata.annotations").Entries.ToImmutableSortedDictionary(each => each.Key, each => ((Scalar)each.Value).Text, StringComparer.Ordinal),
            Replicas = replicas,
            Nodes = nodes,
            Memory = Quantity.OfMemory(source),
            Ports = PublishedPorts.Of(source, services),
            Files = names.Files,
            Secrets = names.Secrets,
            Gates = GateNames.Asked(source.Name, source.Definition[KubernetesObject.Gates]),
            DependsOn = [.. dependsOn],
            Classes = source.Definition[KubernetesObject.Classes] is Scalar classes ? new ClassArchive(classes.Text) : null,
        };
    }

    private static string? ImageOf(KubernetesObject source) => source.PodTemplate.Maps("spec.containers").FirstOrDefault()?.Text("image");

    private IEnumerable<KeyValuePair<string, string>> Annotations(string hash, int replicas, KubernetesObject source) =>
    [
        new(WorkloadLabels.Spec, hash),
        new(WorkloadLabels.Replicas, replicas.ToString(CultureInfo.InvariantCulture)),
        .. images.Labels(ImageOf(source)),
    ];
}
