using System.Collections.Immutable;

namespace Fridge.Model;

/// <summary>A memory plan that cannot work, found by arithmetic before any effect (exit code 2).</summary>
public sealed class MemoryPlanException : Exception
{
    /// <summary>Flink itself would refuse the options.</summary>
    internal MemoryPlanException(Cluster cluster, FlinkMemoryException refused)
        : base($"{cluster.SourceFile}: the {refused.Process}'s memory: {refused.Message}", refused)
    {
    }

    /// <summary>A node would have to hold more than it has.</summary>
    internal MemoryPlanException(Cluster cluster, MemoryPlan plan)
        : base(TooLittle(cluster, plan)) => Nodes = [.. plan.Nodes.Where(node => !node.Fits)];

    /// <summary>The nodes that do not fit, for a table; empty where Flink refuses the options.</summary>
    public ImmutableArray<NodeMemory> Nodes { get; } = [];

    private static string Services(Cluster cluster) =>
        (cluster.ObjectStore is null ? "" : ", give the object store another node (services.objectStore.node)")
        + (cluster.Monitoring is null ? "" : ", give Prometheus another node (services.monitoring.node)");

    /// <summary>The smallest that have what the fullest node must hold.</summary>
    private static string Enough(List<NodeMemory> tight)
    {
        var enough = Boards.All.Where(board => board.Ram >= tight.Max(node => node.Sum)).GroupBy(board => board.Ram).MinBy(boards => boards.Key);
        return enough is null ? "" : $": it fits {string.Join(", ", enough.Select(board => board.Id))}";
    }

    private static string TooLittle(Cluster cluster, MemoryPlan plan)
    {
        var tight = plan.Nodes.Where(node => !node.Fits).ToList();
        return $"{cluster.SourceFile}: too little memory on {string.Join(", ", tight.Select(node => node.Node))}.\n"
            + $"{MemoryTable.Render(tight)}\n"
            + $"Make flink.jobManager.memory or flink.taskManager.memory smaller, spread the roles over more nodes{Services(cluster)}, or take a board with more RAM{Enough(tight)}.";
    }
}
