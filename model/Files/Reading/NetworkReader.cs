using System.Collections.Immutable;
using System.Net;
using Fridge.Model.Declared;
using Fridge.Model.Yaml;

namespace Fridge.Model.Reading;

/// <summary>The mapping <c>network:</c>.</summary>
internal static class NetworkReader
{
    /// <summary>Swarm's address pool, which must not hold a node: its packets would leave through the overlay.</summary>
    public static IPNetwork? Pool(MapReader file, VirtualNetwork? virtualNetwork, ImmutableArray<Node> nodes, Findings findings)
    {
        var network = file.Map(NetworkKeys.Network);
        if (network?.Find(NetworkKeys.Pool) is not { } addresses)
            return null;
        if (nodes.FirstOrDefault(node => IPAddress.TryParse(node.Address, out var ip) && addresses.Contains(ip)) is { } node)
            findings.Refuse(network.PlaceOf(NetworkKeys.Pool), $"the pool {addresses} contains the node {node.Name} ({node.Address})", "a pool that overlaps no node's network");
        else if (virtualNetwork is not null && (addresses.Contains(virtualNetwork.Subnet.BaseAddress) || virtualNetwork.Subnet.Contains(addresses.BaseAddress)))
            findings.Refuse(network.PlaceOf(NetworkKeys.Pool), $"the pool {addresses} overlaps the virtual subnet {virtualNetwork.Subnet}", "a pool that overlaps no node's network");
        return addresses;
    }
}

/// <summary>The mapping <c>virtual:</c>; its presence makes the nodes virtual.</summary>
internal static class VirtualReader
{
    public static VirtualNetwork? Read(MapReader file) =>
        file.Map(NetworkKeys.Virtual) is { } reader ? new(reader.Get(NetworkKeys.Subnet)) : null;
}
