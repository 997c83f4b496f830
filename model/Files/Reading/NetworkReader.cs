using System.Collections.Immutable;
using System.Net;
using Fridge.Model.Yaml;

namespace Fridge.Model.Reading;

/// <summary>The mapping <c>network:</c>.</summary>
internal static class NetworkReader
{
    /// <summary>Swarm's address pool, which must not hold a node: its packets would leave through the overlay.</summary>
    public static IPNetwork? Pool(MapReader file, VirtualNetwork? virtualNetwork, ImmutableArray<Node> nodes, Findings findings)
    {
        var network = file.Map("network", "a mapping: {pool: 10.77.0.0/16}");
        var pool = network?.Network("pool");
        network?.RefuseUnknown();
        if (pool is not { } addresses || network is null)
            return null;
        if (addresses.BaseAddress.GetAddressBytes().Length != 4 || addresses.PrefixLength > 24)
            network.Wrong("pool", network.Take("pool")!, "an IPv4 network of /24 or larger: Swarm cuts a /24 for each of its networks");
        if (nodes.FirstOrDefault(node => IPAddress.TryParse(node.Address, out var ip) && addresses.Contains(ip)) is { } node)
            findings.Refuse(network.PlaceOf("pool"), $"the pool {addresses} contains the node {node.Name} ({node.Address})", "a pool that overlaps no node's network");
        else if (virtualNetwork is not null && (addresses.Contains(virtualNetwork.Subnet.BaseAddress) || virtualNetwork.Subnet.Contains(addresses.BaseAddress)))
            findings.Refuse(network.PlaceOf("pool"), $"the pool {addresses} overlaps the virtual subnet {virtualNetwork.Subnet}", "a pool that overlaps no node's network");
        return pool;
    }
}
