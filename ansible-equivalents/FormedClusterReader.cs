using Fridge.Model;
using Fridge.Provisioning.Facts;
using Fridge.Provisioning.Registry;

namespace Fridge.Provisioning;

/// <summary>From the facts of converged nodes to what the other rooms work on.</summary>
internal static class FormedClusterReader
{
    public static FormedCluster Read(ClusterView cluster) => new()
    {
        Manager = cluster.FirstManager.Name,
        RegistryCa = cluster[cluster.FirstManager].Read(RegistryFacts.Authority) ?? "",
        RegistryCertificates = cluster[cluster.FirstManager].Read(RegistryFacts.Certificates)?.Pem ?? "",
        RegistrySpec = RegistryFacts.SpecOf(cluster[cluster.FirstManager]),
        Nodes = [.. cluster.All.Select(node => new FormedNode(node.Name, node.Facts, node.Facts.MemoryCgroup))],
    };
}
