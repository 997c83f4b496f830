using System.Collections.Immutable;

namespace Fridge.Model;

/// <summary>What the API of an existing Kubernetes says of it: where Fridge makes the cluster, its file says so.</summary>
/// <param name="Version">The API server's.</param>
/// <param name="Nodes">By name; one that takes pods has the role worker, one of the control plane the role manager.</param>
/// <param name="HasLabels">All nodes that take pods have Fridge's labels, or will get them, so that pods are placed by them; else by their architecture alone.</param>
public sealed record FoundCluster(KubernetesVersion Version, ImmutableArray<Node> Nodes, bool HasLabels)
{
    /// <summary>Which nodes take none, and why; a line each.</summary>
    public ImmutableArray<string> Remarks { get; init; } = [];
}
