using Fridge.Provisioning.Changes;
using Fridge.Provisioning.Facts;

namespace Fridge.Provisioning.Kubernetes;

/// <summary>Pure: from facts to what stages have to do, whoever makes the Kubernetes.</summary>
internal static class KubernetesPlanner
{
    public const string Source = "kubernetes";

    /// <summary>What nodes run themselves, sent where it lacks.</summary>
    public static IEnumerable<Finding> Programs(ClusterView cluster, string id) => cluster.All
        .Where(node => node.Read(KubernetesFacts.Programs) != id)
        .Select(node => new LayPrograms(node.Name, node.Read(SystemFacts.DebianArchitecture), id));

    public static IEnumerable<Finding> Workers(ClusterView cluster) => Joins(cluster, node => !KubernetesState.IsMember(node));

    public static IEnumerable<Finding> Joins(ClusterView cluster, Func<NodeView, bool> lacks)
    {
        var first = cluster[cluster.FirstManager];
        return cluster.All.Where(node => node.Name != first.Name && lacks(node)).Select(node => new JoinKubernetes(node.Name, node.Address, first.Address));
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
        var state = new KubernetesState(cluster);
        if (KubernetesState.HostOf(state.First).AdminHash is not { } there || there != hash)
            yield return new BringKubeconfig(state.First.Name, file);
    }

    /// <summary>An API server that is silent though it was made.</summary>
    public static IEnumerable<Finding> Awaited(KubernetesState state)
    {
        if (state is { IsFormed: true, Nodes: null })
            yield return On(state.First, "wait for its API server", Shell.Text($"systemctl start {state.UnitOf(state.First)}\nawait_kubernetes 'the API server' 180 as_admin get --raw /readyz\n"));
    }

    public static IEnumerable<Finding> Swap(NodeView node)
    {
        if (KubernetesState.HostOf(node).Swaps)
            yield return new Remark(Source, node.Name, $"{node.Name} has swap on, so services there can become slow in spite of their memory limits; to turn it off on Raspberry Pi OS: sudo dphys-swapfile swapoff && sudo systemctl disable --now dphys-swapfile");
    }

    public static IEnumerable<Finding> Stopped(NodeView node)
    {
        var unit = KubernetesLayout.Of(node.All.Cluster).UnitOf(node.Node);
        if (KubernetesState.IsMember(node) && !KubernetesState.HostOf(node).Runs)
            yield return On(node, "start its kubelet", Shell.Text($"systemctl reset-failed {unit} || :\nsystemctl restart {unit}\n"));
    }

    public static ShellChange On(NodeView node, string description, string script) =>
        new(Source, node.Name, description, "", script) { Helpers = KubernetesLayout.Of(node.All.Cluster).Functions };
}
