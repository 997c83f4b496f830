using Fridge.Model;

namespace Fridge.Manifests.Rendering;

/// <summary>The labels that Provision writes, from the cluster file: by these a placement is planned.</summary>
internal static class NodeLabels
{
    /// <summary>Null: the node doesn't bear it.</summary>
    public static string? Of(Node node, string label) => label switch
    {
        WellKnown.NodeLabel => node.Name,
        WellKnown.ArchitectureLabel => node.Architecture.LabelValue(),
        WellKnown.WorkerLabel => node.Roles.Contains(NodeRole.Worker) ? "true" : null,
        _ => null,
    };
}
