using System.Net;
using Fridge.Tooling;
using Fridge.Tooling.Host;

namespace Fridge.Virtual;

/// <summary>Whether this machine has room for virtual Pis: memory, disk, addresses. Arithmetic before any effect.</summary>
internal static class HostCapacity
{
    /// <summary>A Pi with its engine and one Flink process was measured at 380-410 MiB; emulation takes some more while classes load.</summary>
    public const long MemoryPerPi = 700L << 20;

    /// <summary>A Pi's own engine unpacks a Flink image of 180 MB and a registry's volume may hold all images.</summary>
    public const long DiskPerPi = 1536L << 20;

    /// <exception cref="FridgeException">Wrong use: what is needed and what there is.</exception>
    public static void Check(VirtualPlan plan, VirtualChanges changes, HostFacts host)
    {
        var booting = changes.Pis.Count(change => change.Kind != PiChangeKind.Keep);
        var made = changes.Pis.Count(change => change.Kind == PiChangeKind.Create);
        Need("memory", booting * MemoryPerPi, host.MemoryAvailable, booting, "Close other programs, or use fewer nodes in the cluster file.");
        Need("disk", made * DiskPerPi, host.DiskFree, made, $"Free some space under {host.Engine?.RootFolder}.");

        void Need(string what, long needed, long available, int count, string next)
        {
            if (available < needed)
            {
                throw new FridgeException(
                    $"{count} virtual Pis of {plan.Cluster} need {needed >> 20} MiB of {what} on this machine; {available >> 20} MiB are free.",
                    next,
                    wrongUse: true);
            }
        }
    }

    /// <exception cref="FridgeException">Wrong use: names the network or route that the subnet overlaps.</exception>
    public static void CheckSubnet(VirtualPlan plan, IEnumerable<EngineNetwork> networks, HostFacts host)
    {
        var others = networks.Where(network => network.Name != plan.Network).ToArray();
        var bridges = networks.Select(network => network.Bridge).ToHashSet();
        var taken = others.SelectMany(network => network.Subnets.Select(subnet => (Subnet: subnet, Owner: $"Docker's network {network.Name}")))
            .Concat(host.Routes.Where(route => !bridges.Contains(route.Interface))
                .Select(route => (Subnet: IPNetwork.Parse(route.Network), Owner: $"this machine's route by {route.Interface}")));
        foreach (var (subnet, owner) in taken)
        {
            if (subnet.Contains(plan.Subnet.BaseAddress) || plan.Subnet.Contains(subnet.BaseAddress))
            {
                throw new FridgeException(
                    $"The subnet {plan.Subnet} of {plan.Cluster} overlaps {subnet}: {owner}.",
                    "Choose another subnet under 'virtual:' in the cluster file.",
                    wrongUse: true);
            }
        }
    }
}
