namespace Fridge.Model;

/// <summary>The container engine with what the orchestrator needs on every node.</summary>
internal static class EngineService
{
    public static IEnumerable<Service> Of(Cluster cluster) =>
    [
        new()
        {
            Name = "engine",
            Family = "engine",
            Title = "Docker engine and containerd",
            Runner = ServiceRunner.Node,
            Memory = MemorySize.Mebibytes(120),
            MemorySource = MemoryShare.Estimate,
            Ports =
            [
                new("tcp", NodePorts.SwarmManagement, Swarm),
                new("tcp", NodePorts.SwarmGossip, Swarm),
                new("udp", NodePorts.SwarmGossip, Swarm),
                new("udp", NodePorts.SwarmData, Swarm),
            ],
            Nodes = cluster.Nodes,
            Instances = cluster.Nodes.Length,
            Reason = "every node's own",
        },
    ];

    private const string Swarm = "a port of Swarm";
}
