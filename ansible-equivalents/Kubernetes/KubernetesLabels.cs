using System.Collections.Immutable;
using Fridge.Model;
using Fridge.Provisioning.Facts;

namespace Fridge.Provisioning.Kubernetes;

/// <summary>Placement labels, written from facts, and the taint of the control plane.</summary>
internal static class KubernetesLabels
{
    private static readonly ImmutableArray<string> ControlPlane = ["node-role.kubernetes.io/control-plane", "node-role.kubernetes.io/master"];

    /// <summary>What <c>kubectl label</c> and <c>kubectl taint</c> are told; empty: all is as it should be. Other labels and taints are a person's and stay.</summary>
    public static IEnumerable<string> Labels(NodeView node, KubernetesNode known)
    {
        var wanted = PlacementLabels.Wanted(node);
        return wanted.Where(label => known.Labels.GetValueOrDefault(label.Key) != label.Value).Select(label => $"{label.Key}={label.Value}")
            .Concat(PlacementLabels.Ours.Where(label => !wanted.ContainsKey(label) && known.Labels.ContainsKey(label)).Select(label => $"{label}-"));
    }

    /// <summary>A manager that takes pods has no taint of the control plane; one that takes none got it as it was made.</summary>
    public static IEnumerable<string> Taints(NodeView node, KubernetesNode known)
    {
        if (!node.Node.Roles.Contains(NodeRole.Manager)) return [];
        var (wanted, name) = (node.All.Cluster.Kubernetes!.Taints(node.Node), TaintOf(node.All.Cluster.Kubernetes!.Version));
        var has = known.Taints.Where(taint => ControlPlane.Contains(taint.Split(':')[0])).ToList();
        return wanted && has.Count == 0 ? [$"{name}:NoSchedule"] : wanted ? [] : has.Select(taint => $"{taint}-");
    }

    /// <summary>Renamed by 1.24.</summary>
    public static string TaintOf(KubernetesVersion version) => ControlPlane[version.IsAtLeast(24) ? 0 : 1];
}
