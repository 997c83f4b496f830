using System.Collections.Immutable;
using Fridge.Provisioning.Changes;
using Fridge.Provisioning.Facts;
using Fridge.Tooling.Engines;

namespace Fridge.Provisioning.Swarm;

/// <summary>Which of the nodes are in a swarm, and whether it is this cluster's. One of exactly these nodes is adopted; any other is refused.</summary>
internal sealed record SwarmState
{
    /// <summary>What the swarm's managers know; empty while there is no swarm.</summary>
    public required ImmutableArray<SwarmNode> Members { get; init; }

    /// <summary>A manager within reach that has a majority; null: no swarm yet.</summary>
    public required NodeView? Leader { get; init; }

    public required ImmutableArray<Refusal> Refusals { get; init; }

    public static SwarmInfo Of(NodeView node) => node.Read(EngineFacts.Info)?.Swarm ?? new SwarmInfo();

    public static bool IsActive(NodeView node) => Of(node).IsActive;

    public static bool HasEngine(NodeView node) => node.Read(EngineFacts.Info) is not null;

    /// <summary>The nodes whose engine doesn't answer: which swarm they are in is unknown.</summary>
    public static IEnumerable<NodeView> Silent(ClusterView cluster) => cluster.All.Where(node => !HasEngine(node));

    public SwarmNode? Member(NodeView node) =>
        IsActive(node) ? Members.FirstOrDefault(member => member.ID == Of(node).NodeID) : null;

    public static SwarmState Read(ClusterView cluster)
    {
        var leader = cluster.All.FirstOrDefault(node => IsActive(node) && node.Read(EngineFacts.SwarmNodes) is not null);
        var members = leader?.Read(EngineFacts.SwarmNodes) ?? [];
        return new SwarmState
        {
            Members = members,
            Leader = leader,
            Refusals = [.. cluster.All.SelectMany(SwarmRefusals.Of), .. SwarmRefusals.Copies(cluster), .. SwarmRefusals.OfMembership(cluster, leader, members)],
        };
    }
}
