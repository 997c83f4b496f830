using Fridge.Manifests.Values;
using Fridge.Model;

namespace Fridge.Manifests.Rendering;

/// <summary>The labels by which a placement is planned: those that Provision writes, from the cluster file, and Kubernetes' own of the architecture.</summary>
internal static class NodeLabels
{
    /// <summary>Null: the node doesn't bear it.</summary>
    public static string? Of(Node node, string label) => label switch
    {
        WellKnown.NodeLabel => node.Name,
        WellKnown.ArchitectureLabel => node.Architecture.LabelValue(),
        WellKnown.WorkerLabel => node.Roles.Contains(NodeRole.Worker) ? "true" : null,
        WellKnown.KubernetesArchitectureLabel => node.Architecture.KubernetesName(),
        _ => null,
    };

    /// <summary>What leads to a node of an architecture, and as far as labels can say it to that which the label names.</summary>
    /// <param name="label">With its value: one node, or all that are alike.</param>
    public static Mapping Selector(Cluster cluster, string label, string value, NodeArchitecture architecture) => cluster.PlacesByLabels
        ? Mapping.Of((label, value), (WellKnown.ArchitectureLabel, architecture.LabelValue()))
        : Mapping.Of((WellKnown.KubernetesArchitectureLabel, architecture.KubernetesName()));
}
