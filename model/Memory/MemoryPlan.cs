using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Fridge.Model;

/// <summary>Memory as arithmetic, done before anything starts: Flink's two kinds of process by its formulas, and the sum of all services per node against its RAM.</summary>
public sealed record MemoryPlan(ProcessMemory JobManager, ProcessMemory TaskManager, ImmutableArray<NodeMemory> Nodes)
{
    [JsonIgnore]
    public bool Fits => Nodes.All(node => node.Fits);

    /// <summary>The memory keys that Fridge set where the file doesn't, with their reasons.</summary>
    public ImmutableArray<MemoryDefault> Defaults { get; init; } = [];

    /// <exception cref="MemoryPlanException">Flink would refuse the options, or a node has too little memory; the sum is in the message.</exception>
    public static MemoryPlan For(Cluster cluster)
    {
        try
        {
            var plan = MemoryPlanner.Calculate(cluster);
            return plan.Fits ? plan : throw new MemoryPlanException(cluster, plan);
        }
        catch (FlinkMemoryException refused)
        {
            throw new MemoryPlanException(cluster, refused);
        }
    }
}

/// <summary>One Flink process by Flink's published formulas: what the JVM is started with.</summary>
public sealed record ProcessMemory
{
    /// <summary>Flink's total process memory: the container's limit.</summary>
    public required MemorySize TotalProcess { get; init; }

    public required MemorySize TotalFlink { get; init; }

    public required MemorySize Heap { get; init; }

    public required MemorySize Direct { get; init; }

    /// <summary>What the managed state and batch operators of a TaskManager get; in no JVM flag.</summary>
    public MemorySize Managed { get; init; }

    /// <summary>A TaskManager's buffers between tasks, a part of <see cref="Direct"/>.</summary>
    public MemorySize Network { get; init; }

    public required MemorySize Metaspace { get; init; }

    public required MemorySize Overhead { get; init; }

    /// <summary>Such as <c>-Xmx…</c>, in the order and spelling of Flink's bash-java-utils.</summary>
    public required ImmutableArray<string> JvmFlags { get; init; }

    /// <summary>The <c>-D key=value</c> pairs that Flink's bash-java-utils adds, in its order.</summary>
    public required ImmutableArray<KeyValuePair<string, string>> DynamicOptions { get; init; }
}

/// <summary>What one node must hold at once.</summary>
public sealed record NodeMemory(string Node, MemorySize Ram, ImmutableArray<MemoryShare> Shares)
{
    [JsonIgnore]
    public MemorySize Sum => Shares.Aggregate(MemorySize.Zero, (sum, share) => sum + share.Size);

    [JsonIgnore]
    public bool Fits => Sum <= Ram;
}

/// <param name="What">Operating system, engine, JobManager…</param>
/// <param name="Source">Where the figure is from; <c>estimate</c> where nobody measured it.</param>
public sealed record MemoryShare(string What, MemorySize Size, string Source)
{
    /// <summary>The source of a figure that nobody measured.</summary>
    public const string Estimate = "estimate";
}
