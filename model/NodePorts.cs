using System.Collections.Immutable;
using System.Globalization;

namespace Fridge.Model;

/// <summary>Ports of a node that are the same on every cluster; <see cref="ClusterServices"/> says which service has them.</summary>
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
    public static int Registry { get; } = int.Parse(WellKnown.Registry.Split(':')[1], CultureInfo.InvariantCulture);

    /// <summary>Of the same registry, on the loopback of the first manager alone: where Fridge writes.</summary>
    public const int RegistryWriting = 5001;

    /// <summary>TCP, on some node: ssh can have none of them.</summary>
    public static ImmutableArray<int> Reserved { get; } = [SwarmManagement, Registry, RegistryWriting, SwarmGossip];
}
