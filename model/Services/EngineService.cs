using System.Collections.Immutable;

namespace Fridge.Model;

/// <summary>The container engine with what the orchestrator needs on every node.</summary>
internal static class EngineService
{
    public static IEnumerable<Service> Of(Cluster cluster) => cluster.Orchestrator switch
    {
        Orchestrator.Swarm => [Docker(cluster) with { Ports = SwarmPorts }],
        _ => new[] { Docker(cluster) with { Reason = "it runs the registry" }, Containerd(cluster) }.Where(service => service.Instances > 0),
    };

    private static Service Docker(Cluster cluster) => Own("engine", "Docker engine and containerd", 120, [.. cluster.Nodes.Where(cluster.HasEngine)]);

    private static Service Containerd(Cluster cluster) => Own("containerd", "containerd", 60, [.. cluster.Nodes.Where(node => cluster.HasHostContainerd && !cluster.HasEngine(node))]);

    private static Service Own(string name, string title, int mebibytes, ImmutableArray<Node> nodes) => new()
    {
        Name = name,
        Family = name,
        Title = title,
        Runner = ServiceRunner.Node,
        Memory = MemorySize.Mebibytes(mebibytes),
        MemorySource = MemoryShare.Estimate,
        Nodes = nodes,
        Instances = nodes.Length,
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
