using System.Collections.Immutable;
using Fridge.Manifests.Rendering;
using Fridge.Manifests.Values;
using Fridge.Model;

namespace Fridge.Manifests.Kubernetes;

/// <summary>Which nodes a pod's <c>nodeSelector</c> allows, by labels whose values are known. What no plan can be made with is refused.</summary>
internal static class PodPlacement
{
    private const string Hostname = "kubernetes.io/hostname";

    private static readonly string[] Own = [WellKnown.NodeLabel, WellKnown.ArchitectureLabel, WellKnown.WorkerLabel];

    private static readonly string[] Kubernetes = [Hostname, WellKnown.KubernetesArchitectureLabel];

    public static ImmutableArray<string> Nodes(KubernetesObject workload, Cluster cluster)
    {
        var pod = workload.PodTemplate.Map("spec");
        // What a kubelet calls its architecture may be the machine's, not the board's, where Fridge makes the cluster: there its own label says it.
        string[] planned = !cluster.IsAdopted ? [.. Own, Hostname] : cluster.PlacesByLabels ? [.. Own, .. Kubernetes] : Kubernetes;
        if (pod.Find("affinity.nodeAffinity") is not null)
            throw workload.Refuse($"Fridge can't plan with nodeAffinity; use nodeSelector with {string.Join(", ", planned)}");
        var rules = pod.Map("nodeSelector").Entries;
        if (rules.FirstOrDefault(rule => !planned.Contains(rule.Key)).Key is { } unknown)
            throw workload.Refuse($"Fridge can't plan with the nodeSelector {unknown}; use {string.Join(", ", planned)}");
        return [.. cluster.Pulling.Where(node => rules.All(rule => Label(node, rule.Key) == ((Scalar)rule.Value).Text)).Select(node => node.Name)];
    }

    private static string? Label(Node node, string label) => label == Hostname ? node.Name : NodeLabels.Of(node, label);
}
