using Fridge.Model;
using Fridge.Provisioning.Changes;
using Fridge.Provisioning.Facts;

namespace Fridge.Provisioning.Kubernetes.Kubeadm;

/// <summary>Pure: from facts to what the stages do that are kubeadm's own.</summary>
internal static class KubeadmPlanner
{
    /// <summary>What to form; no secret.</summary>
    private const string Init = $"{KubernetesPaths.Folder}/init.yaml";

    /// <summary>Each node by itself: kernel, kubelet.</summary>
    public static IEnumerable<Finding> Kubelets(ClusterView cluster) =>
        cluster.All.SelectMany(node => KubeletFiles.Examine(node).Concat(KubernetesPlanner.Swap(node)).Concat(KubernetesPlanner.Stopped(node)));

    /// <summary>The control plane on the first manager, and its API server until it answers.</summary>
    public static IEnumerable<Finding> ControlPlane(ClusterView cluster)
    {
        var state = new KubernetesState(cluster);
        return state.IsFormed ? [.. ControlPlaneCertificates.Examine(state.First), .. KubernetesPlanner.Awaited(state)] : [Form(state.First)];
    }

    /// <summary>Pods' addresses on each node, and the way to those of the others; both are known when the nodes are.</summary>
    public static IEnumerable<Finding> Network(ClusterView cluster)
    {
        var state = new KubernetesState(cluster);
        if (cluster.Cluster.Kubernetes!.Network == PodNetwork.Flannel)
            return state.Nodes is null ? [] : Flannel.Examine(state.First);
        return cluster.All.SelectMany(node => state.Of(node)?.Pods is { } pods ? PodRoutes.Examine(node, pods, state) : []);
    }

    private static ShellChange Form(NodeView first)
    {
        var (cluster, kubernetes) = (first.All.Cluster, first.All.Cluster.Kubernetes!);
        return KubernetesPlanner.On(first, $"form a Kubernetes {kubernetes.Version} at {first.Address}, pods {kubernetes.PodSubnet}, services {kubernetes.ServiceSubnet}",
            Shell.Text($"put {Init} 0600 {KubeadmConfig.Init(first)}\nform_kubernetes {cluster.Name} {first.Name} {Init} {(kubernetes.Dns ? "" : "addon/coredns")}\n"));
    }
}
