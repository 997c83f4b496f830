using Fridge.Clusters;
using Fridge.Engine;

namespace Fridge.Targets;

/// <summary>What the rooms know, as the tables that a person sees.</summary>
internal static class Tables
{
    /// <summary>The plan: what runs where, and the sum of memory per node against its RAM.</summary>
    public static TextTable Plan(Cluster cluster, MemoryPlan plan)
    {
        var table = new TextTable("plan", "node", "board", "runs", "memory planned", "RAM");
        foreach (var (node, memory) in cluster.Nodes.Zip(plan.Nodes))
            table = table.Row(node.Name, node.Board.Model, Services(memory), memory.Sum.ToString(), memory.Ram.ToString());
        return table;
    }

    private static string Services(NodeMemory memory)
    {
        var services = memory.Shares.Select(share => share.What).Where(what => what is "JobManager" or "TaskManager" or "Registry");
        return string.Join(", ", services.DefaultIfEmpty("-"));
    }
}
