using System.Collections.Immutable;

namespace Fridge.Bench.Deploy;

/// <summary>The chain of targets, each waiting for the one before, that takes longest: no parallelism makes the run shorter than this.</summary>
/// <param name="Targets">Without those that took no time.</param>
internal sealed record CriticalPath(ImmutableArray<string> Targets, TimeSpan Time)
{
    private static readonly CriticalPath Empty = new([], TimeSpan.Zero);

    public static CriticalPath Of(IReadOnlyCollection<TimedTarget> targets)
    {
        var byName = targets.ToDictionary(target => target.Name);
        var longest = new Dictionary<string, CriticalPath>();
        return Longest(targets.Select(PathTo));

        CriticalPath PathTo(TimedTarget target)
        {
            if (longest.TryGetValue(target.Name, out var known))
                return known;
            var before = Longest(target.WaitsFor.Where(byName.ContainsKey).Select(name => PathTo(byName[name])));
            return longest[target.Name] = before.Then(target);
        }
    }

    /// <summary>The first of equals.</summary>
    private static CriticalPath Longest(IEnumerable<CriticalPath> paths) =>
        paths.Aggregate(Empty, (longest, path) => path.Time > longest.Time ? path : longest);

    private CriticalPath Then(TimedTarget target) => target.Time > TimeSpan.Zero
        ? new CriticalPath(Targets.Add(target.Name), Time + target.Time)
        : this;
}
