using Fridge.Model;
using Fridge.Provisioning.Facts;

namespace Fridge.Provisioning.HostTasks.Firewall;

/// <summary>The ports that are closed on one node.</summary>
internal static class PortsToClose
{
    /// <param name="before">What is closed there now.</param>
    public static IReadOnlyList<ClosedPort> Of(NodeView node, IEnumerable<ClosedPort> before) =>
    [
        .. node.All.Ports.Where(port => port.IsOn(node.Node)).Concat(Running(node, before)).DistinctBy(port => (port.Protocol, port.Port)),
    ];

    /// <summary>
    /// What the stack publishes now, also where the cluster file says otherwise meanwhile: it does so until the rollout. A manager that doesn't say is no
    /// reason to open anything.
    /// </summary>
    private static IEnumerable<ClosedPort> Running(NodeView node, IEnumerable<ClosedPort> before)
    {
        var cluster = node.All.Cluster;
        var published = node.All[node.All.FirstManager].Read(StackFacts.Services) is { } services
            ? services.Where(service => service.Stack == cluster.Name && service.MayRunOn(node.Name)).SelectMany(service => service.Published)
                .Select(port => new ClosedPort(port.Protocol, port.PublishedPort))
            : before;
        return published.Select(port => port with { AllowFrom = cluster.Flink.AllowFrom });
    }
}
