namespace Fridge.Engine;

/// <summary>The plan as a tree: what was asked for at the top, dependencies under it, each with its reason; the order in front.</summary>
internal static class PlanTree
{
    public static IEnumerable<string> Lines(RunPlan plan)
    {
        var shown = new HashSet<string>();
        var roots = plan.Targets.Where(target => target.IsRequested).OrderBy(target => plan.Requested.IndexOf(target.Name));
        foreach (var root in roots)
        {
            foreach (var line in Branch(plan, root, "asked for", "", "", shown))
                yield return line;
        }

        yield return "";
        yield return $"Order: {string.Join(", ", plan.Running.Select(target => target.Name))}";
    }

    private static IEnumerable<string> Branch(
        RunPlan plan, PlannedTarget target, string reason, string head, string indent, HashSet<string> shown)
    {
        if (!shown.Add(target.Name))
        {
            yield return $"{head}{target.Name} (see above)";
            yield break;
        }

        yield return $"{head}{target.Name} ({string.Join("; ", Reasons(target, reason))})";
        var below = Below(plan, target).ToList();
        foreach (var ((name, why), index) in below.Select((child, index) => (child, index)))
        {
            var last = index == below.Count - 1;
            foreach (var line in Branch(
                plan, plan[name], why, indent + (last ? "└── " : "├── "), indent + (last ? "    " : "│   "), shown))
            {
                yield return line;
            }
        }
    }

    private static IEnumerable<(string Name, string Why)> Below(RunPlan plan, PlannedTarget target) =>
        target.DependsOn.Select(name => (name, $"dependency of {target.Name}"))
            .Concat(target.Node.Followed.Where(name => plan.Find(name) is not null).Select(name => (name, $"triggered by {target.Name}")));

    private static IEnumerable<string> Reasons(PlannedTarget target, string reason)
    {
        yield return reason;
        if (target.Skip is { } skip)
            yield return $"skipped: {skip.Reason}";
        foreach (var condition in target.Node.Settings.DynamicConditions)
            yield return $"only when {condition.Text}, decided when its turn comes";
        var order = target.After.Except(target.Node.TriggeredBy).ToList();
        if (order.Count > 0)
            yield return $"after {string.Join(", ", order)}";
        if (target.Node.Settings.Produces.Count > 0)
            yield return $"produces {string.Join(", ", target.Node.Settings.Produces)}";
    }
}
