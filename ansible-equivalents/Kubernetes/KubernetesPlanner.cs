using Fridge.Model;
using Fridge.Provisioning.Changes;
using Fridge.Provisioning.Facts;

namespace Fridge.Provisioning.Kubernetes;

/// <summary>Pure: from facts to what each stage of kubeadm's has to do.</summary>
internal static class KubernetesPlanner
{
    public const string Source = "kubernetes";

    /// <summary>What nodes run themselves, sent where it lacks.</summary>
    public static IEnumerable<Finding> Programs(ClusterView cluster, string id) => cluster.All
        .Where(node => node.Read(KubernetesFacts.Programs) != id)
        .Select(node => new LayPrograms(node.Name, node.Read(SystemFacts.DebianArchitecture), id));

    /// <summary>Each node by itself: kernel, kubelet.</summary>
    public static IEnumerable<Finding> Kubelets(ClusterView cluster) => cluster.All.SelectMany(node => KubernetesHostFiles.Examine(node).Concat(Swap(node)).Concat(Stopped(node)));

    /// <summary>The control plane on the first manager, and its API server until it answers.</summary>
    public static IEnumerable<Finding> ControlPlane(ClusterView cluster)
    {
        var state = new KubernetesState(cluster);
        var (first, kubernetes) = (state.First, cluster.Cluster.Kubernetes!);
        if (!state.IsFormed)
        {
            yield return On(first, $"form a Kubernetes {kubernetes.Version} at {first.Address}, pods {kubernetes.PodSubnet}, services {kubernetes.ServiceSubnet}",
                Shell.Text($"put {KubernetesPaths.Init} 0600 {KubeadmConfig.Init(first)}\nform_kubernetes {cluster.Cluster.Name} {first.Name} {KubernetesPaths.Init} {(kubernetes.Dns ? "" : "addon/coredns")}\n"));
            yield break;
        }

        foreach (var change in ControlPlaneCertificates.Examine(first))
            yield return change;
        if (state.Nodes is null)
        {
            yield return On(first, "wait for its API server", "systemctl start kubelet\nawait 'the API server' 180 as_admin get --raw /readyz\n");
        }
    }

    public static IEnumerable<Finding> Workers(ClusterView cluster)
    {
        var state = new KubernetesState(cluster);
        return cluster.All.Where(node => node.Name != state.First.Name && !KubernetesState.IsMember(node))
            .Select(node => new JoinKubernetes(node.Name, node.Address, state.First.Address));
    }

    /// <summary>Pods' addresses on each node, and the way to those of the others; both are known when the nodes are.</summary>
    public static IEnumerable<Finding> Network(ClusterView cluster)
    {
        var state = new KubernetesState(cluster);
        if (cluster.Cluster.Kubernetes!.Network == PodNetwork.Flannel)
            return state.Nodes is null ? [] : Flannel.Examine(state.First);
        return cluster.All.SelectMany(node => state.Of(node)?.Pods is { } pods ? PodRoutes.Examine(node, pods, state) : []);
    }

    public static IEnumerable<Finding> Labels(ClusterView cluster)
    {
        var state = new KubernetesState(cluster);
        foreach (var node in cluster.All)
        {
            if (state.Of(node) is not { } known) continue;
            var (labels, taints) = (KubernetesLabels.Labels(node, known).ToList(), KubernetesLabels.Taints(node, known).ToList());
            if (labels.Count > 0)
                yield return On(state.First, $"label {node.Name}: {string.Join(", ", labels)}", Shell.Text($"as_admin label --overwrite node {node.Name} {labels}\n"));
            if (taints.Count > 0)
                yield return On(state.First, $"taint {node.Name}: {string.Join(", ", taints)}", Shell.Text($"as_admin taint --overwrite node {node.Name} {taints}\n"));
        }
        if (state.Nodes is { } nodes && nodes.Where(known => !known.IsReady && cluster.All.Any(node => node.Name == known.Name)).Select(known => known.Name).ToList() is { Count: > 0 } waited)
            yield return On(state.First, $"wait until {string.Join(", ", waited)} take pods", Shell.Text($"await_ready {waited}\n"));
    }

    /// <param name="hash">Of what this machine has; null: nothing.</param>
    public static IEnumerable<Finding> Kubeconfig(ClusterView cluster, string file, string? hash)
    {
        var first = new KubernetesState(cluster).First;
        if (first.Read(KubernetesFacts.Host).AdminHash is not { } there || there != hash)
            yield return new BringKubeconfig(first.Name, file);
    }

    private static IEnumerable<Finding> Swap(NodeView node)
    {
        if (node.Read(KubernetesFacts.Host).Swaps)
            yield return new Remark(Source, node.Name, $"{node.Name} has swap on, so services there can become slow in spite of their memory limits; to turn it off on Raspberry Pi OS: sudo dphys-swapfile swapoff && sudo systemctl disable --now dphys-swapfile");
    }

    private static IEnumerable<Finding> Stopped(NodeView node)
    {
        if (KubernetesState.IsMember(node) && !node.Read(KubernetesFacts.Host).Runs)
            yield return On(node, "start its kubelet", "systemctl reset-failed kubelet || :\nsystemctl restart kubelet\n");
    }

    private static ShellChange On(NodeView node, string description, string script) => new(Source, node.Name, description, "", script) { Helpers = KubernetesShell.Functions };
}

internal static class KubernetesShell
{
    public static string Functions => EmbeddedText.Read(typeof(KubernetesShell), "kubernetes.sh");
}
