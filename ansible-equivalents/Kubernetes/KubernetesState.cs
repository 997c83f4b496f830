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
    public ImmutableArray<KubernetesNode>? Nodes => IsFormed ? First.Read(KubernetesFacts.Of(Cluster.Cluster).Nodes) : null;

    /// <summary>Those that don't say yet who is a member: until the API server of the first manager answers, nobody does.</summary>
    public IEnumerable<NodeView> Silent => this is { IsFormed: true, Nodes: null } ? [First] : [];

    public KubernetesNode? Of(NodeView node) => Nodes?.FirstOrDefault(known => known.Name == node.Name);

    public string UnitOf(NodeView node) => KubernetesLayout.Of(Cluster.Cluster).UnitOf(node.Node);

    /// <exception cref="FridgeException">The nodes are not one cluster.</exception>
    public FormedCluster Read()
    {
        var lacking = Cluster.All.Where(node => Of(node) is not { IsReady: true }).ToList();
        if (lacking.Count == 0)
            return FormedClusterReader.Read(Cluster);
        var asked = Nodes is null ? First : lacking[0];
        throw new FridgeException(
            Nodes is null ? $"The API server of {First.Name} doesn't answer." : $"In the Kubernetes of {First.Name}, {string.Join(", ", lacking.Select(node => node.Name))} {(lacking.Count == 1 ? "takes" : "take")} no pods.",
            $"./build.sh Provision; on {asked.Name}, `journalctl -u {UnitOf(asked)}` says why.");
    }

    /// <summary>By the node's own word, and Fridge's that it came to its end.</summary>
    public static bool IsMember(NodeView node)
    {
        var facts = KubernetesFacts.Of(node.All.Cluster);
        return HostOf(node).HasKubelet && node.Read(facts.Authority) is not null && node.Read(facts.Mark) == Formed(node.All.Cluster);
    }

    /// <summary>The node's own side of its Kubernetes.</summary>
    public static KubernetesHost HostOf(NodeView node) => node.Read(KubernetesFacts.Of(node.All.Cluster).Host);

    public static string Formed(Cluster cluster) => $"formed {cluster.Name}";

    public static string Forming(Cluster cluster) => $"forming {cluster.Name}";
}
