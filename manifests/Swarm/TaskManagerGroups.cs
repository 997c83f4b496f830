using System.Collections.Immutable;
using Fridge.Model;

namespace Fridge.Manifests.Swarm;

/// <summary>TaskManagers of one architecture: one service, since a service names one platform's image.</summary>
internal sealed record TaskManagerGroup(string Service, NodeArchitecture Architecture, int Replicas)
{
    private const int Batches = 4;

    /// <summary>
    /// How many are replaced at a time. One that doesn't come up stops the update while most others still work; but the job begins again from
    /// its checkpoint with each batch, and a hundred one by one would take most of an hour.
    /// </summary>
    public int Batch => Math.Max(1, (Replicas + Batches - 1) / Batches);
}

internal static class TaskManagerGroups
{
    public const string Service = "taskmanager";

    /// <summary>One a worker, in the order of the cluster file; only a cluster of several architectures has more than one service.</summary>
    public static ImmutableArray<TaskManagerGroup> Of(Cluster cluster)
    {
        var groups = cluster.Workers
            .Take(cluster.Flink.TaskManager.Replicas)
            .GroupBy(node => node.Architecture)
            .ToList();
        return [.. groups.Select(group => new TaskManagerGroup(
            groups.Count == 1 ? Service : $"{Service}-{group.Key.LabelValue()}", group.Key, group.Count()))];
    }
}
