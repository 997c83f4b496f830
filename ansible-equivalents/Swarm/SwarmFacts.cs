using System.Net;
using Fridge.Model;
using Fridge.Provisioning.Facts;

namespace Fridge.Provisioning.Swarm;

/// <summary>Swarm's word to the host tasks.</summary>
internal sealed class SwarmFacts : IOrchestratorFacts
{
    public string Title => "Swarm";

    public IEnumerable<Fact> OfFirstManager => [StackFacts.Services];

    public IEnumerable<int> OwnPorts(Node node) => [NodePorts.SwarmManagement, NodePorts.SwarmGossip];

    public bool MayListen(NodeView node) =>
        node.Read(EngineFacts.Info) is { } engine ? engine.Swarm.LocalNodeState != "inactive" : node.Read(EngineFacts.Programs).Contains("dockerd");

    /// <summary>No node routes to an overlay.</summary>
    public IEnumerable<IPNetwork> Inside(Cluster cluster) => [];

    public IEnumerable<ClosedPort>? Published(NodeView node) => node.All[node.All.FirstManager].Read(StackFacts.Services)?
        .Where(service => service.Stack == node.All.Cluster.Name && service.MayRunOn(node.Name))
        .SelectMany(service => service.Published)
        .Select(port => new ClosedPort(port.Protocol, port.PublishedPort));

    public bool MayPublish(NodeView manager, int port) => manager.Read(StackFacts.Services) is { } services
        ? services.Any(service => service.Stack == manager.All.Cluster.Name && service.Replicas > 0 && service.Publishes(port))
        : manager.Read(EngineFacts.Info) is { } engine ? engine.Swarm.IsActive : manager.Read(EngineFacts.Programs).Contains("dockerd");
}
