using System.Collections.Immutable;
using Fridge.Model;
using Fridge.Rollout.Kubernetes.Reading;
using Fridge.Tooling;
using k8s.Models;

namespace Fridge.Rollout.Kubernetes.Adoption;

/// <summary>Nodes as their API has them, in the words of a cluster file. Pure.</summary>
internal static class AdoptedNodes
{
    /// <summary>Of the node's own state, which passes.</summary>
    private const string State = "node.kubernetes.io/";

    private static readonly ImmutableArray<NodeArchitecture> Architectures = [.. Enum.GetValues<NodeArchitecture>()];

    /// <param name="willHaveLabels">They are to be written.</param>
    /// <exception cref="FridgeException">Wrong use: none takes pods of ours.</exception>
    public static FoundCluster Of(KubernetesVersion version, KubernetesNodes nodes, string where, bool willHaveLabels)
    {
        ImmutableArray<Node> known = [.. nodes.All.Where(node => ArchitectureOf(node) is not null).Select(Of).OrderBy(node => node.Name, StringComparer.Ordinal)];
        var workers = known.Where(node => node.Roles.Contains(NodeRole.Worker)).ToList();
        if (workers.Count == 0)
        {
            throw new FridgeException($"{where}: no node takes Fridge's pods.", "A node without taints that isn't cordoned takes them: kubectl get nodes.", wrongUse: true)
            {
                Evidence = [.. nodes.All.Select(node => $"{KubernetesNodes.NameOf(node)}: {Reason(node)}")],
            };
        }

        return new FoundCluster(version, known, willHaveLabels || workers.TrueForAll(worker => NodeLabelling.Missing(worker, nodes).IsEmpty))
        {
            Remarks = [.. nodes.All.Where(node => Reason(node) is not null).Select(node => $"{KubernetesNodes.NameOf(node)} runs nothing of Fridge's: {Reason(node)}").Order(StringComparer.Ordinal)],
        };
    }

    private static Node Of(V1Node node)
    {
        var architecture = ArchitectureOf(node)!.Value;
        return new Node
        {
            Name = KubernetesNodes.NameOf(node),
            Address = node.Status?.Addresses?.FirstOrDefault(address => address.Type == "InternalIP")?.Address ?? node.Metadata.Name,
            Board = new Board("kubernetes", $"{node.Status?.NodeInfo?.OsImage ?? "a node"}, {architecture.KubernetesName()}", Memory(node), IsaOf(architecture)) { IsCountedByKernel = true, Source = "the node's kubelet" },
            Os = new Model.OperatingSystem(architecture.DebianName(), node.Status?.NodeInfo?.OsImage ?? "", architecture),
            Roles = [.. KubernetesNodes.IsControlPlane(node) ? [NodeRole.Manager] : Array.Empty<NodeRole>(), .. Reason(node) is null ? [NodeRole.Worker] : Array.Empty<NodeRole>()],
            Ssh = new SshSettings(),
        };
    }

    /// <summary>Why a node takes no pod of ours; null: it does, as soon as it is ready.</summary>
    private static string? Reason(V1Node node) =>
        ArchitectureOf(node) is null ? $"it is {node.Status?.NodeInfo?.OperatingSystem}/{Architecture(node)}, and images are for {string.Join(", ", Architectures.Select(each => each.OciPlatform()))}"
        : node.Spec?.Unschedulable == true ? "it is cordoned"
        : (node.Spec?.Taints ?? []).FirstOrDefault(taint => taint.Effect != "PreferNoSchedule" && !taint.Key.StartsWith(State, StringComparison.Ordinal)) is { } taint
        ? $"it is tainted {taint.Key}:{taint.Effect}"
        : null;

    private static NodeArchitecture? ArchitectureOf(V1Node node) =>
        node.Status?.NodeInfo?.OperatingSystem is null or "" or "linux" && Architectures.Where(each => each.KubernetesName() == Architecture(node)).ToList() is [var known] ? known : null;

    private static string? Architecture(V1Node node) =>
        node.Metadata.Labels?.TryGetValue(WellKnown.KubernetesArchitectureLabel, out var label) == true ? label : node.Status?.NodeInfo?.Architecture;

    private static MemorySize Memory(V1Node node) => new(node.Status?.Capacity?.TryGetValue("memory", out var memory) == true ? memory.ToInt64() : 0);

    private static BoardIsa IsaOf(NodeArchitecture architecture) => architecture switch
    {
        NodeArchitecture.Armv7 => BoardIsa.Armv7,
        NodeArchitecture.Arm64 => BoardIsa.Arm64,
        _ => BoardIsa.X64,
    };
}
