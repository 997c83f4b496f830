namespace Fridge.Provisioning;

/// <summary>The plan as a person reads it: per node what would change, with the contents on request.</summary>
public static class ProvisionPlanText
{
    public static IEnumerable<string> Lines(ProvisionPlan plan, bool withDiff)
    {
        foreach (var node in plan.Cluster.Cluster.Nodes)
        {
            var changes = plan.Changes.Where(change => change.Node == node.Name).ToList();
            yield return changes.Count == 0 ? $"{node.Name}: unchanged" : $"{node.Name}:";
            foreach (var change in changes)
            {
                yield return $"  {change.Source}: {change.Description}";
                if (withDiff)
                    foreach (var line in change.Diff.TrimEnd('\n').Split('\n').Where(line => line.Length > 0)) yield return $"      {line}";
            }
        }
        foreach (var remark in plan.Remarks) yield return $"note: {remark.Text}";
        yield return plan.Summary;
    }
}
