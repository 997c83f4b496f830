namespace Fridge.Rollout.Orchestration;

/// <summary>A line that a workload wrote.</summary>
/// <param name="Node">The node's name; empty where the orchestrator didn't say.</param>
public sealed record LogLine(string Workload, string Node, string Text)
{
    public override string ToString() => Node.Length > 0 ? $"{Workload}@{Node} | {Text}" : $"{Workload} | {Text}";
}
