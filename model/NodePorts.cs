namespace Fridge.Model;

/// <summary>Ports of a node that something of Fridge's listens on.</summary>
public static class NodePorts
{
    public const int Ssh = 22;

    /// <summary>TCP, on managers.</summary>
    public const int SwarmManagement = 2377;

    /// <summary>TCP and UDP.</summary>
    public const int SwarmGossip = 7946;

    /// <summary>UDP: the overlays' packets.</summary>
    public const int SwarmData = 4789;

    /// <summary>Of <see cref="WellKnown.Registry"/>, on the first manager.</summary>
    public const int Registry = 5000;

    /// <summary>Whose a port is on every cluster, as a person reads it; null: Flink may have it.</summary>
    internal static string? Owner(int port) => port switch
    {
        Ssh => "the port of ssh",
        SwarmManagement or SwarmGossip or SwarmData => "a port of Swarm",
        Registry => "the port of the cluster's registry",
        _ => null,
    };
}
