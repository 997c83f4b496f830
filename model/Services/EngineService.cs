using System.Collections.Immutable;

namespace Fridge.Model;

/// <summary>The container engine with what the orchestrator needs on every node.</summary>
internal static class EngineService
{
    public static IEnumerable<Service> Of(Cluster cluster) => cluster.Orchestrator switch
    {
        Orchestrator.Swarm => [Docker(cluster) with { Ports = SwarmPorts }],
        // k3s has its own inside of it.
        Orchestrator.K3s => [],
        var other when cluster.Kubernetes!.EngineOf(other) == ContainerRuntime.Docker => [Docker(cluster)],
        _ => [Docker(cluster) with { Title = "containerd", Memory = MemorySize.Mebibytes(60) }],
    };

    private static Service Docker(Cluster cluster) => new()
    {
        Name = "engine",
        Family = "engine",
        Title = "Docker engine and containerd",
        Runner = ServiceRunner.Node,
        Memory = MemorySize.Mebibytes(120),
        MemorySource = MemoryShare.Estimate,
        Nodes = cluster.Nodes,
        Instances = cluster.Nodes.Length,
        Reason = "every node's own",
    };

    private const string Swarm = "a port of Swarm";

    private static readonly ImmutableArray<ServicePort> SwarmPorts =
    [
        new("tcp", NodePorts.SwarmManagement, Swarm),
        new("tcp", NodePorts.SwarmGossip, Swarm),
        new("udp", NodePorts.SwarmGossip, Swarm),
        new("udp", NodePorts.SwarmData, Swarm),
    ];
}
