using System.Collections.Immutable;

namespace Fridge.Model;

/// <summary>
/// Something that runs for the cluster and takes memory and ports of nodes, declared once: memory plan, placement, closed ports, images and the
/// templates' variables derive from it.
/// </summary>
public sealed record Service
{
    /// <summary>As people and the orchestrator name it: <c>taskmanager-armv7</c>.</summary>
    public required string Name { get; init; }

    /// <summary>Its name without an architecture, under which templates know it: <c>taskmanager</c>.</summary>
    public required string Family { get; init; }

    /// <summary>In a sum of memory: <c>TaskManager</c>.</summary>
    public required string Title { get; init; }

    public required ServiceRunner Runner { get; init; }

    /// <summary>Of each instance: its container's limit, or what it takes.</summary>
    public required MemorySize Memory { get; init; }

    /// <summary>Where the figure is from; <c>estimate</c> where nobody measured it.</summary>
    public required string MemorySource { get; init; }

    /// <summary>Ports of its nodes.</summary>
    public ImmutableArray<ServicePort> Ports { get; init; } = [];

    /// <summary>The image by its name in <c>images/</c>; null: none of ours.</summary>
    public string? Image { get; init; }

    /// <summary>The one platform that its image is taken for; null: whatever its node has.</summary>
    public NodeArchitecture? Architecture { get; init; }

    /// <summary>Of its nodes, where its data stays; null: it keeps none.</summary>
    public ServiceFolder? Folder { get; init; }

    /// <summary>The nodes that may run it, in the order of the cluster file; one instance a node at most.</summary>
    public required ImmutableArray<Node> Nodes { get; init; }

    public required int Instances { get; init; }

    /// <summary>Why there and nowhere else, for a person.</summary>
    public required string Reason { get; init; }
}

/// <summary>A folder that Provision makes, for one user alone.</summary>
/// <param name="User">The id that the service's image runs as.</param>
public sealed record ServiceFolder(string Path, int User);

/// <summary>Who starts a service.</summary>
public enum ServiceRunner
{
    /// <summary>The node's own system: its engine, an agent of the orchestrator.</summary>
    Node,

    /// <summary>Provision, as a container outside the orchestrator.</summary>
    Provision,

    /// <summary>The orchestrator, from a template.</summary>
    Orchestrator,
}

/// <summary>A port that a service has on its nodes. Provision closes it for all but the nodes.</summary>
/// <param name="Protocol"><c>tcp</c> or <c>udp</c>.</param>
/// <param name="Owner">Whose it is, in a sentence: <c>a port of Swarm</c>.</param>
public sealed record ServicePort(string Protocol, int Number, string Owner)
{
    /// <summary>Open to the networks of <c>flink.allowFrom</c> too.</summary>
    public bool IsAllowedFrom { get; init; }

    /// <summary>Every node of the cluster has it, whichever runs the service.</summary>
    public bool IsOnEveryNode { get; init; }

    /// <summary>Of its containers, by their own addresses: no node gives it to a service, and nodes close it for what they pass on.</summary>
    public bool IsOfPods { get; init; }
}
