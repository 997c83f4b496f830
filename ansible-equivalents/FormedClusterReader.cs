using Fridge.Model;
using Fridge.Provisioning.Facts;
using Fridge.Provisioning.Registry;
using Fridge.Provisioning.Swarm;

namespace Fridge.Provisioning;

/// <summary>From the facts of converged nodes to what the other rooms work on.</summary>
internal static class FormedClusterReader
{
    /// <exception cref="FridgeException">The nodes are not one swarm.</exception>
    public static FormedCluster Read(ClusterView cluster)
    {
        var leader = SwarmState.Read(cluster).Leader
            ?? throw new FridgeException($"No manager of {cluster.Cluster.Name} leads a swarm.", "./build.sh Provision");
        return new FormedCluster
        {
            SwarmId = SwarmState.Of(leader).Cluster?.ID ?? "",
            Manager = cluster.FirstManager.Name,
            RegistryCa = cluster[cluster.FirstManager].Read(RegistryFacts.Authority) ?? "",
            RegistrySpec = cluster[cluster.FirstManager].Read(RegistryFacts.RunningSpec),
            Nodes = [.. cluster.All.Select(node => new FormedNode(node.Name, SwarmState.Of(node).NodeID, node.Facts, node.Facts.MemoryCgroup))],
        };
    }
}
