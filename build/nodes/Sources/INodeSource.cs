using System.Collections.Immutable;
using Fridge.Model;
using Fridge.Tooling;
using Fridge.Tooling.Host;

namespace Fridge.Nodes.Sources;

/// <summary>
/// Where a cluster's nodes come from: real machines that are there, or virtual ones that have to be made. It is chosen once, from the cluster file;
/// whoever holds a source or its nodes can't tell which it is, so what works on the one works on the other.
/// </summary>
public interface INodeSource
{
    /// <summary>For the first line of a run: <c>VIRTUAL, …</c>, or the addresses.</summary>
    string Description { get; }

    /// <summary>Whether there are sessions to the nodes; false: they are somebody else's hosts, which nobody may open.</summary>
    bool AreReached { get; }

    /// <summary>What this machine must have for a deployment to these nodes.</summary>
    ImmutableArray<HostNeed> HostNeeds { get; }

    /// <summary>The cluster as it will be reached, as far as that is known before any node is asked or made.</summary>
    Cluster Expected { get; }

    /// <summary><see cref="NodeAddress.IsMadeWithClusterKey"/> of every node.</summary>
    bool AreMadeWithClusterKey { get; }

    /// <summary>How the nodes are removed; null: they stay, whatever is removed from them.</summary>
    INodeRemoval? Removal { get; }

    /// <summary>A name, which changes with the contents, of what nodes are made from; asks no engine. Empty where none is made.</summary>
    Task<string> MaterialAsync(CancellationToken cancellationToken);

    /// <summary>Nothing has to be made before nodes are; changes nothing.</summary>
    Task<bool> HasMaterialAsync(HostFacts host, CancellationToken cancellationToken);

    /// <summary>Makes <see cref="MaterialAsync"/> where this machine lacks it.</summary>
    /// <returns>Whether it was made.</returns>
    Task<bool> MakeMaterialAsync(HostFacts host, IReport report, CancellationToken cancellationToken);

    /// <summary>What <see cref="EnsureAsync"/> would do; changes nothing.</summary>
    Task<NodeChanges> PlanAsync(HostFacts host, CancellationToken cancellationToken);

    /// <summary>The nodes if <see cref="PlanAsync"/> has nothing to do; else null. Changes nothing.</summary>
    Task<Cluster?> FindAsync(HostFacts host, IReport report, CancellationToken cancellationToken);

    /// <summary>Makes what is missing and starts what is stopped; returns when every node that was made answers.</summary>
    /// <param name="planned">By <see cref="PlanAsync"/>; where there is nothing to do, nothing is changed.</param>
    /// <param name="takeLock">Of every node that runs, before one is made, replaced or removed.</param>
    /// <exception cref="FridgeException">Wrong use (exit 2): this machine can't make them. Else: a node doesn't come up, with its evidence.</exception>
    Task<EnsuredNodes> EnsureAsync(HostFacts host, NodeChanges planned, TakeLock takeLock, IReport report, CancellationToken cancellationToken);

    /// <summary>The nodes as they are, for verbs that make nothing.</summary>
    /// <param name="probe">Asked only where this machine has a part in reaching them.</param>
    /// <exception cref="FridgeException">Some are missing or down: which, and the command that mends it.</exception>
    Task<Cluster> AttachAsync(HostProbe probe, IReport report, CancellationToken cancellationToken);
}

/// <summary>What a source would have to do.</summary>
/// <param name="Lines">A line per change.</param>
/// <param name="Summary">For the table: <c>unchanged</c>, or how much would be made; null: nodes are not made here.</param>
public sealed record NodeChanges(ImmutableArray<string> Lines, string? Summary)
{
    public static readonly NodeChanges None = new([], Summary: null);

    public bool IsEmpty => Lines.IsEmpty;
}

/// <param name="Cluster">With all that a session to its nodes needs.</param>
/// <param name="Changed">False: all were up and as planned.</param>
/// <param name="Summary">For the table; null: nodes are not made here.</param>
public sealed record EnsuredNodes(Cluster Cluster, bool Changed, string? Summary);
