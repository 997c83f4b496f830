using System.Collections.Immutable;

namespace Fridge.Engine;

/// <summary>Pure: which targets, in which order, and why.</summary>
internal static class Planner
{
    /// <exception cref="WrongUseException"><c>--skip</c> leaves out what can't be.</exception>
    public static RunPlan Plan(TargetGraph graph, ImmutableArray<string> requested, SkipRequest skip)
    {
        var reading = Reach(graph, requested);
        var needed = Reach(graph, requested, followTriggers: false).ToHashSet();
        var planned = reading.ToHashSet();
        var targets = Sort(graph, reading).Select(name => graph[name]).Select(node => new PlannedTarget(
            node, requested.Contains(node.Name), SkipOf(node, requested, skip))
        {
            DependsOn = [.. node.DependsOn.Where(planned.Contains)],
            After = [.. node.After.Concat(node.TriggeredBy).Distinct().Where(planned.Contains)],
            OnlyTriggeredBy = IsNeeded(node) ? [] : [.. node.TriggeredBy.Where(planned.Contains)],
        });
        var plan = new RunPlan(requested, [.. targets]);
        SkipCheck.Refuse(plan);
        return plan;

        bool IsNeeded(TargetNode node) =>
            needed.Contains(node.Name) || planned.Any(name => graph[name].DependsOn.Contains(node.Name));
    }

    /// <summary>Everything that the requested targets bring along, dependencies before dependants, as a person would read it.</summary>
    private static List<string> Reach(TargetGraph graph, IEnumerable<string> requested, bool followTriggers = true)
    {
        var order = new List<string>();
        var seen = new HashSet<string>();
        foreach (var name in requested)
            Visit(graph[name]);
        return order;

        void Visit(TargetNode node)
        {
            if (!seen.Add(node.Name))
                return;
            foreach (var name in node.DependsOn)
                Visit(graph[name]);
            order.Add(node.Name);
            foreach (var name in followTriggers ? node.Triggers : [])
                Visit(graph[name]);
        }
    }

    /// <summary>Always the first in reading order whose predecessors are done.</summary>
    private static List<string> Sort(TargetGraph graph, List<string> reading)
    {
        var waiting = new List<string>(reading);
        var sorted = new List<string>();
        while (waiting.Count > 0)
        {
            var next = waiting.First(name => !graph[name].Predecessors.Any(waiting.Contains));
            waiting.Remove(next);
            sorted.Add(next);
        }

        return sorted;
    }

    private static Skip? SkipOf(TargetNode node, ImmutableArray<string> requested, SkipRequest skip) =>
        skip.Covers(node.Name, requested) ? new Skip(true, "--skip")
        : node.Settings.StaticConditions.FirstOrDefault(condition => !condition.Holds()) is { } failed
            ? new Skip(false, $"only when {failed.Text}")
        : null;
}
