using System.Net;

namespace Fridge.Model.Declared;

/// <summary><c>virtual:</c> and <c>network:</c>.</summary>
internal static class NetworkKeys
{
    public static readonly NetworkKey Subnet = new("subnet", "Where virtual Pis get their addresses.")
    {
        LongestPrefix = 28,
        Because = "addresses are given from .11 upwards",
        Fallback = IPNetwork.Parse("172.30.7.0/24"),
    };

    public static readonly MapKey Virtual = new("virtual", "Present: the nodes are virtual Pis that are made on this machine. Absent: they are real.", Subnet)
    {
        Example = "{subnet: 172.30.7.0/24}",
    };

    public static readonly NetworkKey Pool = new("pool", "The address pool of Swarm's overlay networks; it overlaps no node's network.")
    {
        LongestPrefix = 24,
        Because = "Swarm cuts a /24 for each of its networks",
        Otherwise = "one that overlaps no node's route",
        Example = "10.77.0.0/16",
    };

    public static readonly MapKey Network = new("network", "The cluster's own networks.", Pool) { Example = "{pool: 10.77.0.0/16}" };
}
