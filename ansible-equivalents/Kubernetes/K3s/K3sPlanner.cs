using Fridge.Provisioning.Changes;
using Fridge.Provisioning.Facts;

namespace Fridge.Provisioning.Kubernetes.K3s;

/// <summary>Pure: from facts to what the stages do that are k3s' own.</summary>
internal static class K3sPlanner
{
    /// <summary>Each node by itself: settings, unit, a kubelet that runs.</summary>
    public static IEnumerable<Finding> Files(ClusterView cluster) =>
        cluster.All.SelectMany(node => K3sFiles.Examine(node).Concat(KubernetesPlanner.Swap(node)).Concat(KubernetesPlanner.Stopped(node)));

    /// <summary>The server on the first manager, and its API server until it answers.</summary>
    public static IEnumerable<Finding> ControlPlane(ClusterView cluster)
    {
        var state = new KubernetesState(cluster);
        return state.IsFormed ? [.. K3sCertificates.Examine(state.First), .. KubernetesPlanner.Awaited(state)] : [Form(state.First)];
    }

    /// <summary>Who is no member, or whom the server knows no more since his certificate ended.</summary>
    public static IEnumerable<Finding> Workers(ClusterView cluster) => KubernetesPlanner.Joins(cluster, node => !KubernetesState.IsMember(node) || K3sCertificates.HaveEnded(node));

    /// <summary>The server first, so that it is there for the others.</summary>
    public static IEnumerable<Finding> Renewals(ClusterView cluster) =>
        cluster.All.Where(node => node.Node != cluster.FirstManager && !K3sCertificates.HaveEnded(node)).SelectMany(K3sCertificates.Examine);

    public static IEnumerable<Finding> Refusals(ClusterView cluster) =>
        [.. KubernetesRefusals.Of(cluster), .. cluster.All.SelectMany(K3sFiles.Refusals), .. cluster.All.SelectMany(WithoutMemoryCgroup)];

    /// <summary>A kubelet of kubeadm's says it and goes on, k3s ends.</summary>
    private static IEnumerable<Refusal> WithoutMemoryCgroup(NodeView node)
    {
        if (!node.Facts.MemoryCgroup)
        {
            yield return KubernetesRefusals.Refuse(node, $"k3s doesn't start on {node.Name}, whose kernel has the memory cgroup off.",
                $"Add cgroup_enable=memory to the one line of {NodeFactsReader.BootFolder(node.Readings)}/cmdline.txt on {node.Name}, and reboot it.");
        }
    }

    private static ShellChange Form(NodeView first)
    {
        var (cluster, kubernetes) = (first.All.Cluster, first.All.Cluster.Kubernetes!);
        return KubernetesPlanner.On(first, $"form a k3s {kubernetes.Version} at {first.Address}, pods {kubernetes.PodSubnet}, services {kubernetes.ServiceSubnet}",
            Shell.Text($"form_kubernetes {cluster.Name} {first.Name}\n"));
    }
}
