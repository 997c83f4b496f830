namespace Fridge.Engine;

internal static class Cycle
{
    public static void Refuse(TargetGraph graph)
    {
        if (Find(graph) is { } path)
        {
            throw new WrongUseException(
                $"The targets wait for each other: {string.Join(" → ", path)}.",
                string.Join("; ", path.Zip(path.Skip(1), (from, to) => Say(graph[from], to))) + ".");
        }
    }

    /// <summary>The first cycle by the order of the source, its first target repeated at the end; null when there is none.</summary>
    private static List<string>? Find(TargetGraph graph)
    {
        var finished = new HashSet<string>();
        return graph.Targets.Select(target => Visit(target, [])).FirstOrDefault(path => path is not null);

        List<string>? Visit(TargetNode target, List<string> path)
        {
            if (path.IndexOf(target.Name) is var start and >= 0)
                return [.. path[start..], target.Name];
            if (finished.Contains(target.Name))
                return null;

            path.Add(target.Name);
            var cycle = target.Predecessors.Select(name => Visit(graph[name], path)).FirstOrDefault(found => found is not null);
            path.RemoveAt(path.Count - 1);
            finished.Add(target.Name);
            return cycle;
        }
    }

    private static string Say(TargetNode from, string to) =>
        from.DependsOn.Contains(to) ? $"{from.Name} depends on {to}"
        : from.After.Contains(to) ? $"{from.Name} runs after {to}"
        : $"{from.Name} is triggered by {to}";
}
