using System.Collections.Immutable;

namespace Fridge.Model;

/// <summary>One service with the nodes that may run it and the reason.</summary>
/// <param name="Service">As people see it: <c>jobmanager</c>.</param>
/// <param name="Nodes">In the order of the cluster file.</param>
/// <param name="Reason">Why there and nowhere else.</param>
public sealed record ServicePlacement(string Service, ImmutableArray<string> Nodes, string Reason);

/// <summary>Which service goes where, and why: what <c>--plan</c> shows.</summary>
public static class PlacementPlan
{
    public static ImmutableArray<ServicePlacement> Of(Cluster cluster)
    {
        var first = cluster.Managers.First();
        return
        [
            new("registry", [first.Name], "a container of the first manager, outside the swarm: every node pulls from it, so it must be there before any service"),
            new("jobmanager", [first.Name], $"one, on the first manager ({WellKnown.NodeLabel}={first.Name}): its port {cluster.Flink.UiPort} is that node's"),
            .. TaskManagers(cluster),
        ];
    }

    /// <summary>A service for each architecture, since a service names one platform's image; workers count in the order of the file.</summary>
    private static IEnumerable<ServicePlacement> TaskManagers(Cluster cluster)
    {
        var replicas = cluster.Workers.Take(cluster.Flink.TaskManager.Replicas).CountBy(node => node.Architecture).ToDictionary();
        foreach (var workers in cluster.Workers.GroupBy(node => node.Architecture).Where(workers => replicas.ContainsKey(workers.Key)))
        {
            var architecture = workers.Key.LabelValue();
            yield return new(
                replicas.Count == 1 ? "taskmanager" : $"taskmanager-{architecture}",
                [.. workers.Select(node => node.Name)],
                $"{replicas[workers.Key]} on {workers.Count()} worker{(workers.Count() == 1 ? "" : "s")} of {architecture}, one a node at most ({WellKnown.WorkerLabel}=true, {WellKnown.ArchitectureLabel}={architecture})");
        }
    }
}
