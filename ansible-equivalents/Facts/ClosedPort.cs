using System.Collections.Immutable;
using System.Net;
using Fridge.Model;

namespace Fridge.Provisioning.Facts;

/// <summary>A port of ours that answers the cluster's nodes only.</summary>
/// <param name="Protocol"><c>tcp</c> or <c>udp</c>.</param>
/// <param name="Port">As a client asks for it.</param>
public sealed record ClosedPort(string Protocol, int Port)
{
    /// <summary>Who may reach it beside the nodes.</summary>
    public ImmutableArray<IPNetwork> AllowFrom { get; init; } = [];

    /// <summary>The nodes that have it open; empty: all.</summary>
    public ImmutableArray<Node> Nodes { get; init; } = [];

    /// <summary>Of containers, by their own addresses: no port of a node. All of those are closed; this one answers who is allowed.</summary>
    public bool IsOfPods { get; init; }

    public bool IsOn(Node node) => Nodes.IsEmpty || Nodes.Contains(node);

    /// <summary>Those of the cluster's services, as the model declares them.</summary>
    public static IEnumerable<ClosedPort> OfServices(Cluster cluster) => ClusterServices.Of(cluster)
        .SelectMany(service => service.Ports.Select(port => new ClosedPort(port.Protocol, port.Number)
        {
            AllowFrom = port.IsAllowedFrom ? cluster.Flink.AllowFrom : [],
            Nodes = port.IsOnEveryNode ? [] : service.Nodes,
            IsOfPods = port.IsOfPods,
        }));
}
