using System.Collections.Immutable;
using Fridge.Manifests.Rendering;
using Fridge.Manifests.Values;
using Fridge.Model;

namespace Fridge.Manifests.Kubernetes;

/// <summary>Which nodes a pod's <c>nodeSelector</c> allows, by the labels that Provision writes. What no plan can be made with is refused.</summary>
internal static class PodPlacement
{
    private const string Hostname = "kubernetes.io/hostname";

    private static readonly string[] Planned = [WellKnown.NodeLabel, WellKnown.ArchitectureLabel, WellKnown.WorkerLabel, Hostname];

    public static ImmutableArray<string> Nodes(KubernetesObject workload, Cluster cluster)
    {
        var pod = workload.PodTemplate.Map("spec");
        if (pod.Find("affinity.nodeAffinity") is not null)
            throw workload.Refuse($"nodeAffinity is nothing that Fridge can plan with; use nodeSelector with {string.Join(", ", Planned)}");
        var rules = pod.Map("nodeSelector").Entries;
        if (rules.FirstOrDefault(rule => !Planned.Contains(rule.Key)).Key is { } unknown)
            throw workload.Refuse($"the nodeSelector {unknown} is none that Fridge can plan with; use {string.Join(", ", Planned)}");
        return [.. cluster.Nodes.Where(node => rules.All(rule => Label(node, rule.Key) == ((Scalar)rule.Value).Text)).Select(node => node.Name)];
    }

    private static string? Label(Node node, string label) => label == Hostname ? node.Name : NodeLabels.Of(node, label);
}
