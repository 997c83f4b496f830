using System.Collections.Immutable;

namespace Fridge.Engine;

/// <summary>Pure: which targets, in which order, and why.</summary>
internal static class Planner
{
    /// <exception cref="WrongUseException"><c>--skip</c> leaves out what can't be.</exception>
    public static RunPlan Plan(TargetGraph graph, ImmutableArray<string> requested, SkipRequest skip)
    {
        var reading = Reach(graph, requested);
        var planned = reading.ToHashSet();
        var triggers = Triggers(graph, requested, reading);
        var targets = Sort(graph, reading, triggers).Select(name => graph[name]).Select(node => new PlannedTarget(
            node, requested.Contains(node.Name), SkipOf(node, requested, skip))
        {
            DependsOn = [.. node.DependsOn.Where(planned.Contains)],
            After = [.. node.After.Concat(node.TriggeredBy).Concat(triggers[node.Name]).Distinct().Where(planned.Contains)],
            OnlyTriggeredBy = [.. triggers[node.Name]],
        });
        var plan = new RunPlan(requested, [.. targets]);
        SkipCheck.Refuse(plan);
        return plan;
    }

    /// <summary>For each target that is here by triggers alone, itself or as a dependency of a triggered one: those, one of which must have succeeded before.</summary>
    private static ILookup<string, string> Triggers(TargetGraph graph, ImmutableArray<string> requested, List<string> reading)
    {
        var needed = Reach(graph, requested, followTriggers: false).ToHashSet();
        return (from trigger in reading
                let before = Before(graph, trigger)
                from name in Reach(graph, graph[trigger].Followed, followTriggers: false)
                where !needed.Contains(name) && !before.Contains(name)
                select (Name: name, Trigger: trigger)).Distinct().ToLookup(pair => pair.Name, pair => pair.Trigger);
    }

    /// <summary>What must be over before a target, and the target: none of it can wait for what the target triggers.</summary>
    private static HashSet<string> Before(TargetGraph graph, string target)
    {
        var seen = new HashSet<string>();
        Visit(target);
        return seen;

        void Visit(string name)
        {
            if (seen.Add(name))
            {
                foreach (var earlier in graph[name].Predecessors)
                    Visit(earlier);
            }
        }
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
            foreach (var name in followTriggers ? node.Followed : [])
                Visit(graph[name]);
        }
    }

    /// <summary>Always the first in reading order whose predecessors are done.</summary>
    private static List<string> Sort(TargetGraph graph, List<string> reading, ILookup<string, string> triggers)
    {
        var waiting = new List<string>(reading);
        var sorted = new List<string>();
        while (waiting.Count > 0)
        {
            var next = waiting.First(name => !graph[name].Predecessors.Concat(triggers[name]).Any(waiting.Contains));
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
