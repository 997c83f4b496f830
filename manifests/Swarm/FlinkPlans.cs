using Fridge.Model;

namespace Fridge.Manifests.Swarm;

internal static class FlinkPlans
{
    public static FlinkPlan Of(Cluster cluster, MemoryPlan plan) => new()
    {
        UiPort = cluster.Flink.UiPort,
        TaskManagers = TaskManagerGroups.Of(cluster).Sum(group => group.Replicas),
        SlotsPerTaskManager = cluster.Flink.TaskManager.Slots,
        JobManagerFlags = plan.JobManager.JvmFlags,
        JobManagerConfig = ReleaseNames.Of(cluster.Flink.Config, cluster.Flink.Version).SetItems(plan.JobManager.DynamicOptions),
        TaskManagerProcessBytes = plan.TaskManager.TotalProcess.Bytes,
        Job = StackVariables.JobOf(cluster),
    };
}
