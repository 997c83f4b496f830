using System.Collections.Immutable;
using Fridge.Model;
using Fridge.Rollout.Kubernetes.Api;
using k8s.Models;

namespace Fridge.Rollout.Kubernetes.Reading;

/// <summary>The nodes of a Kubernetes, by their own names and by those of the cluster file.</summary>
internal sealed class KubernetesNodes(ImmutableArray<V1Node> nodes)
{
    private static readonly string[] ControlPlane = ["node-role.kubernetes.io/control-plane", "node-role.kubernetes.io/master"];

    private readonly ImmutableDictionary<string, V1Node> byName = nodes.ToImmutableDictionary(node => node.Metadata.Name);

    public ImmutableArray<V1Node> All => nodes;

    public static async Task<KubernetesNodes> ReadAsync(IKubernetesApi api, CancellationToken cancellationToken) =>
        new([.. (await api.GetAsync<V1NodeList>("/api/v1/nodes", cancellationToken)).Items]);

    /// <summary>By the label that Provision writes, else by its own.</summary>
    public static string NameOf(V1Node node) => node.Metadata.Labels?.TryGetValue(WellKnown.NodeLabel, out var name) == true ? name : node.Metadata.Name;

    /// <param name="name">The API's.</param>
    public string NameOf(string name) => byName.TryGetValue(name, out var node) ? NameOf(node) : name;

    /// <param name="name">The cluster file's.</param>
    public V1Node? Find(string name) => nodes.FirstOrDefault(node => NameOf(node) == name);

    /// <summary>Where the other nodes reach it; null: it isn't known.</summary>
    /// <param name="name">The cluster file's.</param>
    public string? AddressOf(string name) => Find(name)?.Status?.Addresses?.FirstOrDefault(address => address.Type == "InternalIP")?.Address;

    /// <summary>Its kubelet says nothing any more, or is gone for good.</summary>
    public bool IsLost(string name) => !byName.TryGetValue(name, out var node) || !IsReady(node);

    public static bool IsControlPlane(V1Node node) => ControlPlane.Any(label => node.Metadata.Labels?.ContainsKey(label) == true);

    public static bool IsReady(V1Node node) => node.Status?.Conditions?.Any(condition => condition is { Type: "Ready", Status: "True" }) == true;

    public ImmutableArray<Orchestration.ObservedNode> Observed =>
    [
        .. nodes.Select(node => new Orchestration.ObservedNode(
            NameOf(node),
            IsReady(node) ? "ready" : "down",
            node.Spec?.Unschedulable == true ? "cordoned" : "active",
            IsControlPlane(node),
            node.Status?.Capacity?.TryGetValue("memory", out var memory) == true ? memory.ToInt64() : 0,
            node.Status?.NodeInfo?.ContainerRuntimeVersion ?? "unknown")),
    ];
}
