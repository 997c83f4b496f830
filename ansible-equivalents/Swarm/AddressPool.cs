using System.Net;
using Fridge.Provisioning.Facts;

namespace Fridge.Provisioning.Swarm;

/// <summary>The network that Swarm takes its overlays from: the cluster file's, or one that no node has a way to.</summary>
internal static class AddressPool
{
    /// <summary>10.77.0.0/16 first, then upwards: outside of what engines give to bridges (172.17.0.0/12, 192.168.0.0/16).</summary>
    private static IEnumerable<IPNetwork> Candidates =>
        Enumerable.Range(0, 256).Select(offset => new IPNetwork(new IPAddress([10, (byte)(77 + offset), 0, 0]), 16));

    /// <exception cref="FridgeException">The asked pool overlaps a node's route, or every candidate does.</exception>
    public static IPNetwork Choose(ClusterView cluster)
    {
        var routes = cluster.All.SelectMany(node => node.Read(SystemFacts.Routes).Select(route => (node.Name, Route: route))).ToList();
        if (cluster.Cluster.Pool is { } asked) return Free(asked, routes, cluster.Cluster.SourceFile);
        foreach (var candidate in Candidates)
        {
            if (!routes.Exists(route => Networks.Overlap(route.Route, candidate)))
                return candidate;
        }

        throw new FridgeException("Every /16 of 10.0.0.0/8 overlaps a node's route.", "Write a free network as network: {pool: …} into the cluster file.");
    }

    private static IPNetwork Free(IPNetwork asked, List<(string Name, IPNetwork Route)> routes, string file)
    {
        foreach (var (name, route) in routes)
        {
            if (Networks.Overlap(route, asked))
            {
                throw new FridgeException($"The pool {asked} of {file} overlaps {route}, to which {name} has a route.",
                    "Write another network as network: {pool: …}, or leave it out: Fridge then chooses a free network.");
            }
        }

        return asked;
    }
}
