namespace Fridge.Engine;

/// <summary>What a target would change, as <see cref="TargetDefinition.Plans{TPlan}"/> finds it: the engine shows it with <c>--check</c> and <c>--diff</c>, and applies it else.</summary>
/// <param name="Plan">What the room that decides calls its plan.</param>
/// <param name="IsEmpty">Nothing has to be changed.</param>
/// <param name="Summary">For the table of <c>--check</c>: <c>unchanged</c>, <c>would push base, flink</c>.</param>
public sealed record Changes<TPlan>(TPlan Plan, bool IsEmpty, string Summary)
{
    /// <summary>A line per change.</summary>
    public IEnumerable<string> Lines { get; init; } = [];

    /// <summary>The contents that differ, for <c>--diff</c>.</summary>
    public IEnumerable<string> Contents { get; init; } = [];

    public IEnumerable<string> Warnings { get; init; } = [];

    /// <summary>Throws where the plan must not be applied; asked after it was shown, with <c>--check</c> too.</summary>
    public Action Refuse { get; init; } = () => { };
}

public static class Changes
{
    /// <param name="would">What it would do, for the table of <c>--check</c>; said where there is something.</param>
    public static Changes<TPlan> Of<TPlan>(TPlan plan, bool isEmpty, string would) => new(plan, isEmpty, isEmpty ? "unchanged" : would);
}
