using System.Collections.Immutable;

namespace Fridge.Model;

/// <summary>From a cluster to its memory plan: the file's totals, the person's keys, Fridge's defaults, Flink's formulas, the sum per node.</summary>
internal static class MemoryPlanner
{
    /// <summary>The plan, whether it fits or not; <see cref="MemoryPlan.For"/> refuses one that doesn't.</summary>
    /// <exception cref="FlinkMemoryException">Flink would refuse the options.</exception>
    public static MemoryPlan Calculate(Cluster cluster)
    {
        var jobManager = JobManager(cluster);
        var taskManager = TaskManager(cluster);
        StartRules.Require(cluster.Flink, jobManager, taskManager);
        var services = ClusterServices.Of(cluster);
        return new(jobManager, taskManager, [.. cluster.Nodes.Select(node => NodeBudget.Of(node, services))])
        {
            Defaults = MemoryDefaults.For(cluster),
        };
    }

    internal static ProcessMemory JobManager(Cluster cluster) => JobManager(cluster.Flink);

    internal static ProcessMemory TaskManager(Cluster cluster) => TaskManager(cluster.Flink);

    internal static ProcessMemory JobManager(FlinkSettings flink) => Adding("JobManager", () => FlinkMemoryModel.JobManager(Options(flink)));

    internal static ProcessMemory TaskManager(FlinkSettings flink) => Adding("TaskManager", () => FlinkMemoryModel.TaskManager(Options(flink)));

    /// <summary>Sizes in <c>flink.config</c> may be as large as a number holds.</summary>
    private static ProcessMemory Adding(string process, Func<ProcessMemory> calculate)
    {
        try
        {
            return calculate();
        }
        catch (OverflowException)
        {
            throw new FlinkMemoryException(process, "A size is larger than any machine's memory.");
        }
    }

    /// <summary>All that Flink's model reads; the totals come from the file's own keys alone.</summary>
    private static ImmutableSortedDictionary<string, string> Options(FlinkSettings flink) => flink.Config
        .SetItems(MemoryDefaults.For(flink).Select(each => KeyValuePair.Create(each.Key, each.Value)))
        .SetItem("jobmanager.memory.process.size", flink.JobManager.Memory.ToConfig())
        .SetItem("taskmanager.memory.process.size", flink.TaskManager.Memory.ToConfig())
        .SetItem("taskmanager.numberOfTaskSlots", flink.TaskManager.Slots.ToString(System.Globalization.CultureInfo.InvariantCulture));
}
