namespace Fridge.Rollout.Orchestration;

/// <summary>A line that a workload wrote.</summary>
/// <param name="Node">The node's name; empty where the orchestrator didn't say.</param>
public sealed record LogLine(string Workload, string Node, string Text)
{
    /// <summary>When it was written, by the node's clock; null: the orchestrator didn't say.</summary>
    public DateTimeOffset? At { get; init; }

    /// <summary><see cref="Orchestration.Instance.Id"/> of who wrote it; null: the orchestrator didn't say.</summary>
    public string? Instance { get; init; }

    public override string ToString() => Node.Length > 0 ? $"{Workload}@{Node} | {Text}" : $"{Workload} | {Text}";
}

/// <summary>Which lines of a workload are wanted.</summary>
/// <param name="Tail">Of each instance, the last lines that there are; null: all since <see cref="Since"/>.</param>
/// <param name="Follow">Go on as lines come.</param>
public sealed record LogRequest(int? Tail, bool Follow)
{
    /// <summary>None that were written before; null: from the first.</summary>
    public DateTimeOffset? Since { get; init; }
}
