using System.Collections.Immutable;

namespace Fridge.Engine;

/// <summary>What a run will do, in an order in which it could be done one by one.</summary>
internal sealed record RunPlan(ImmutableArray<string> Requested, ImmutableArray<PlannedTarget> Targets)
{
    /// <summary>Those that are not skipped from the start.</summary>
    public ImmutableArray<PlannedTarget> Running => [.. Targets.Where(target => target.Skip is null)];

    public PlannedTarget this[string name] => Targets.First(target => target.Name == name);

    public PlannedTarget? Find(string name) => Targets.FirstOrDefault(target => target.Name == name);
}

/// <param name="Skip">Why it will not run; null when it will.</param>
internal sealed record PlannedTarget(TargetNode Node, bool IsRequested, Skip? Skip)
{
    public string Name => Node.Name;

    /// <summary>Those of its dependencies, its other predecessors and its triggers that are in the plan.</summary>
    public ImmutableArray<string> DependsOn { get; init; } = [];

    public ImmutableArray<string> After { get; init; } = [];

    /// <summary>Empty for a target that is here for another reason too: then it runs whatever its trigger did.</summary>
    public ImmutableArray<string> OnlyTriggeredBy { get; init; } = [];
}

/// <param name="ByCommandLine">By <c>--skip</c>; else by a condition.</param>
internal sealed record Skip(bool ByCommandLine, string Reason);
