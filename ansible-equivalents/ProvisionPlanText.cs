using Fridge.Provisioning.Changes;

namespace Fridge.Provisioning;

/// <summary>The plan as a person reads it: per node what would change, and the contents beside that.</summary>
public static class ProvisionPlanText
{
    public static IEnumerable<string> Lines(ProvisionPlan plan)
    {
        foreach (var node in plan.Cluster.Cluster.Nodes)
        {
            var changes = plan.Changes.Where(change => change.Node == node.Name).ToList();
            yield return changes.Count == 0 ? $"{node.Name}: unchanged" : $"{node.Name}:";
            foreach (var change in changes) yield return Line(change);
        }
        foreach (var remark in plan.Remarks) yield return $"note: {remark.Text}";
        yield return plan.Summary;
    }

    /// <summary>Each change that has contents, with the lines that come and go.</summary>
    public static IEnumerable<string> Contents(ProvisionPlan plan) =>
        from change in plan.Changes
        let lines = change.Diff.TrimEnd('\n').Split('\n').Where(line => line.Length > 0)
        where lines.Any()
        from line in lines.Select(line => $"      {line}").Prepend($"{change.Node}:{Line(change)}")
        select line;

    private static string Line(Change change) => $"  {change.Source}: {change.Description}";
}
