using System.Collections.Immutable;
using Fridge.Model;
using Fridge.Provisioning.Facts;

namespace Fridge.Provisioning.Kubernetes;

/// <summary>Which of the nodes are in this cluster's Kubernetes.</summary>
internal sealed record KubernetesState(ClusterView Cluster)
{
    public NodeView First => Cluster[Cluster.FirstManager];

    /// <summary>The control plane was made, to its end.</summary>
    public bool IsFormed => IsMember(First);

    /// <summary>What the API server knows; null: it doesn't answer, or there is none yet.</summary>
    public ImmutableArray<KubernetesNode>? Nodes => IsFormed ? First.Read(KubernetesFacts.Nodes) : null;

    public KubernetesNode? Of(NodeView node) => Nodes?.FirstOrDefault(known => known.Name == node.Name);

    /// <summary>By the node's own word, and Fridge's that it came to its end.</summary>
    public static bool IsMember(NodeView node) =>
        node.Read(KubernetesFacts.Host).HasKubelet && node.Read(KubernetesFacts.Authority) is not null && node.Read(KubernetesFacts.Mark) == Formed(node.All.Cluster);

    public static string Formed(Cluster cluster) => $"formed {cluster.Name}";

    public static string Forming(Cluster cluster) => $"forming {cluster.Name}";
}
