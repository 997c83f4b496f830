using System.Collections.Immutable;
using System.Net;
using Fridge.Model;
using Fridge.Tooling;
using Fridge.Tooling.Host;

namespace Fridge.Virtual;

/// <summary>The virtual Pis of a cluster as they should be; a pure function of the cluster file, this machine's facts and the image.</summary>
internal sealed record VirtualPlan
{
    public required string Cluster { get; init; }

    public required ImmutableArray<VirtualPi> Pis { get; init; }

    public required VirtualSettings Settings { get; init; }

    public IPNetwork Subnet => Settings.Subnet;

    public string Network => VirtualNames.Network(Cluster);

    /// <summary>The cluster with user and port of its nodes filled in, also before there are any.</summary>
    public static Cluster WithLogins(Cluster cluster) => cluster with { Nodes = [.. cluster.Nodes.Select(PiLogin.Fill)] };

    /// <exception cref="FridgeException">Wrong use: ssh settings that no virtual Pi has.</exception>
    public static VirtualPlan From(Cluster cluster, HostFacts host, VirtualSettings settings)
    {
        foreach (var node in cluster.Nodes)
            PiLogin.Check(node, cluster.SourceFile);
        return new VirtualPlan
        {
            Cluster = cluster.Name,
            Settings = settings,
            Pis = [.. cluster.Nodes.Select(node => VirtualPi.From(cluster, node, host, settings))],
        };
    }

    public ImmutableArray<string> NetworkArguments =>
    [
        "network", "create",
        "--label", VirtualNames.Label(VirtualNames.ClusterLabel, Cluster),
        "--subnet", Subnet.ToString(),
        Network,
    ];
}
