using Fridge.Manifests.Values;
using Fridge.Model;

namespace Fridge.Manifests.Kubernetes;

/// <summary>What each object bears, so that no template has to say it: its namespace, and the labels by which people and selectors find it.</summary>
public static class StandardLabels
{
    public const string Name = "app.kubernetes.io/name";

    /// <summary>The cluster's name.</summary>
    public const string PartOf = "app.kubernetes.io/part-of";

    public const string ManagedBy = "app.kubernetes.io/managed-by";
    public const string Fridge = "fridge";

    private static readonly string[] ClusterWide =
    [
        "Namespace", "Node", "PersistentVolume", "ClusterRole", "ClusterRoleBinding", "StorageClass", "PriorityClass", "IngressClass", "RuntimeClass",
        "CustomResourceDefinition", "ValidatingWebhookConfiguration", "MutatingWebhookConfiguration", "APIService", "CSIDriver",
    ];

    internal static KubernetesObject Put(KubernetesObject bare, Cluster cluster)
    {
        var labelled = bare.Definition.Change("metadata", metadata => Labelled(Placed(bare, metadata, cluster), bare.Name, cluster));
        return bare with { Definition = bare.IsWorkload ? labelled.Change("spec.template.metadata", metadata => Labelled(metadata, bare.Name, cluster)) : labelled };
    }

    /// <summary>Of what Fridge makes beside the templates.</summary>
    internal static Mapping Metadata(string name, string @namespace, string cluster) => Mapping.Of(
        ("name", name), ("namespace", @namespace), ("labels", Mapping.Of((PartOf, cluster), (ManagedBy, Fridge))));

    private static Mapping Placed(KubernetesObject bare, Mapping metadata, Cluster cluster)
    {
        if (ClusterWide.Contains(bare.Kind))
            return metadata;
        var its = cluster.Kubernetes!.Namespace;
        return metadata.Text("namespace") is { } other && other != its
            ? throw bare.Refuse($"it is in the namespace {other}; all objects of Fridge's are in {its} (kubernetes.namespace)")
            : metadata.With("namespace", its);
    }

    private static Mapping Labelled(Mapping metadata, string name, Cluster cluster) => metadata.With("labels", metadata.Map("labels")
        .With(Name, name).With(PartOf, cluster.Name).With(ManagedBy, Fridge));
}
