using System.Collections.Immutable;

namespace Fridge.Engine;

/// <summary>A target of the graph; its edges are names, each once, in the order in which the build class has them.</summary>
internal sealed record TargetNode(string Name, TargetSettings Settings)
{
    /// <summary>Must have succeeded before.</summary>
    public ImmutableArray<string> DependsOn { get; init; } = [];

    /// <summary>Must have ended before, where both run.</summary>
    public ImmutableArray<string> After { get; init; } = [];

    public ImmutableArray<string> Triggers { get; init; } = [];

    /// <summary>Those of <see cref="Triggers"/> that this run follows: all, or none.</summary>
    public ImmutableArray<string> Followed => Settings.TriggersWhen?.Invoke() == false ? [] : Triggers;

    public ImmutableArray<string> TriggeredBy { get; init; } = [];

    public IEnumerable<string> Predecessors => DependsOn.Concat(After).Concat(TriggeredBy).Distinct();
}
