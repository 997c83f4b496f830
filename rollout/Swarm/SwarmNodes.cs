using System.Collections.Immutable;
using Docker.DotNet;
using Docker.DotNet.Models;
using Fridge.Model;
using Fridge.Rollout.Orchestration;

namespace Fridge.Rollout.Swarm;

/// <summary>A swarm's nodes by the names of the cluster file.</summary>
internal static class SwarmNodes
{
    public static async Task<ImmutableArray<ObservedNode>> ReadAsync(IDockerClient engine, CancellationToken cancellationToken) =>
    [
        .. (await engine.Swarm.ListNodesAsync(cancellationToken)).Select(node => new ObservedNode(
            Name(node),
            node.Status?.State ?? "unknown",
            node.Spec?.Availability ?? "unknown",
            node.ManagerStatus is not null,
            node.Description?.Resources?.MemoryBytes ?? 0,
            node.Description?.Engine?.EngineVersion ?? "unknown")),
    ];

    /// <summary>Swarm's node ids to names.</summary>
    public static async Task<IReadOnlyDictionary<string, string>> NamesAsync(IDockerClient engine, CancellationToken cancellationToken) =>
        (await engine.Swarm.ListNodesAsync(cancellationToken)).ToDictionary(node => node.ID!, Name);

    /// <summary>By the label that Provision writes, else by host name.</summary>
    public static string Name(NodeListResponse node) =>
        node.Spec?.Labels?.TryGetValue(WellKnown.NodeLabel, out var name) == true ? name : node.Description!.Hostname!;
}
