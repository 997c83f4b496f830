using System.Collections.Immutable;

namespace Fridge.Model;

/// <summary>All services of a cluster. A new one is a class beside these and its line in the list.</summary>
public static class ClusterServices
{
    private static readonly ImmutableArray<Func<Cluster, IEnumerable<Service>>> Declared =
        [EngineService.Of, KubernetesServices.Of, ImageRegistryService.Of, ObjectStoreService.Of, MonitoringServices.Of, JobManagerService.Of, TaskManagerServices.Of];

    /// <summary>In the order in which a person reads them: what the node needs, what others need, Flink.</summary>
    public static ImmutableArray<Service> Of(Cluster cluster) => [.. Declared.SelectMany(declare => declare(cluster))];

    /// <summary>Those of one family: <see cref="JobManagerService.Family"/>, …</summary>
    public static ImmutableArray<Service> Of(Cluster cluster, string family) => [.. Of(cluster).Where(service => service.Family == family)];

    /// <summary>Those that may run on a node, in the worst placement.</summary>
    public static IEnumerable<Service> On(this IEnumerable<Service> services, Node node) => services.Where(service => service.Nodes.Contains(node));
}
