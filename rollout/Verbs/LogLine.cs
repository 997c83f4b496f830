namespace Fridge.Rollout.Verbs;

/// <summary>A line that a service wrote.</summary>
/// <param name="Node">The node's name; empty where the engine didn't say.</param>
public sealed record LogLine(string Service, string Node, string Text)
{
    public override string ToString() => Node.Length > 0 ? $"{Service}@{Node} | {Text}" : $"{Service} | {Text}";
}
