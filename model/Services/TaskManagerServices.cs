namespace Fridge.Model;

/// <summary>Flink's TaskManagers: a service for each architecture, since a service names one platform's image; workers count in the order of the file.</summary>
public static class TaskManagerServices
{
    public const string Family = "taskmanager";

    internal static IEnumerable<Service> Of(Cluster cluster)
    {
        var instances = cluster.Workers.Take(cluster.Flink.TaskManager.Replicas).CountBy(node => node.Architecture).ToDictionary();
        return cluster.Workers.GroupBy(node => node.Architecture)
            .Where(workers => instances.ContainsKey(workers.Key))
            .Select(workers => Of(cluster, workers.Key, [.. workers], instances[workers.Key], isOnly: instances.Count == 1));
    }

    private static Service Of(Cluster cluster, NodeArchitecture architecture, Node[] workers, int instances, bool isOnly)
    {
        var label = architecture.LabelValue();
        return new()
        {
            Name = isOnly ? Family : $"{Family}-{label}",
            Family = Family,
            Title = "TaskManager",
            Runner = ServiceRunner.Orchestrator,
            Memory = cluster.Flink.TaskManager.Memory,
            MemorySource = "flink.taskManager.memory, its container's limit",
            Ports = MonitoringServices.OfTaskManagers(cluster),
            Image = cluster.FlinkImage,
            Architecture = architecture,
            Nodes = [.. workers],
            Instances = instances,
            Reason = $"{instances} on {workers.Length} worker{(workers.Length == 1 ? "" : "s")} of {label}, at most one per node ({(cluster.PlacesByLabels ? $"{WellKnown.WorkerLabel}=true, {WellKnown.ArchitectureLabel}={label}" : $"{WellKnown.KubernetesArchitectureLabel}={architecture.KubernetesName()}")})",
        };
    }
}
