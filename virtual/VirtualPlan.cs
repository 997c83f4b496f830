using System.Collections.Immutable;
using System.Net;
using Fridge.Model;
using Fridge.Tooling;
using Fridge.Tooling.Host;

namespace Fridge.Virtual;

/// <summary>The virtual Pis of a cluster as they should be; a pure function of the cluster file, this machine's facts and the image.</summary>
public sealed record VirtualPlan
{
    public required string Cluster { get; init; }

    public required IPNetwork Subnet { get; init; }

    public required ImmutableArray<VirtualPi> Pis { get; init; }

    public required VirtualSettings Settings { get; init; }

    public string Network => Names.Network(Cluster);

    public static bool IsVirtual(Cluster cluster) => cluster.Virtual is not null;

    /// <summary>The cluster with user and port of its nodes filled in, also before there are any.</summary>
    public static Cluster WithLogins(Cluster cluster) => cluster with { Nodes = [.. cluster.Nodes.Select(PiLogin.Fill)] };

    /// <exception cref="FridgeException">Wrong use: no virtual cluster, or ssh settings that no virtual Pi has.</exception>
    public static VirtualPlan From(Cluster cluster, HostFacts host, VirtualSettings settings)
    {
        var network = cluster.Virtual
            ?? throw new FridgeException($"The nodes of {cluster.Name} are real machines.", $"Name a cluster file with 'virtual:'; {cluster.SourceFile} has none.", wrongUse: true);
        foreach (var node in cluster.Nodes)
            PiLogin.Check(node, cluster.SourceFile);
        return new VirtualPlan
        {
            Cluster = cluster.Name,
            Subnet = network.Subnet,
            Settings = settings,
            Pis = [.. cluster.Nodes.Select(node => VirtualPi.From(cluster.Name, node, host, settings))],
        };
    }

    public ImmutableArray<string> NetworkArguments =>
    [
        "network", "create",
        "--label", Names.Label(Names.ClusterLabel, Cluster),
        "--subnet", Subnet.ToString(),
        Network,
    ];
}
