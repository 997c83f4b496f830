using System.Collections.Immutable;

namespace Fridge.Manifests.Kubernetes;

/// <summary>What must be there before what: the order in which objects are applied.</summary>
internal static class ObjectOrder
{
    private static readonly ImmutableArray<string> Kinds =
    [
        "Namespace", "PriorityClass", "StorageClass", "CustomResourceDefinition", "ServiceAccount", "ConfigMap", "PersistentVolume", "PersistentVolumeClaim",
        "ClusterRole", "ClusterRoleBinding", "Role", "RoleBinding", "Service", "NetworkPolicy", "PodDisruptionBudget",
    ];

    public static IEnumerable<KubernetesObject> InOrder(this IEnumerable<KubernetesObject> objects) => objects
        .OrderBy(each => Kinds.IndexOf(each.Kind) is var at and >= 0 ? at : Kinds.Length)
        .ThenBy(each => each.Kind, StringComparer.Ordinal)
        .ThenBy(each => each.Name, StringComparer.Ordinal);
}
