using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Fridge.Engine;

/// <summary><c>--plan</c>: nothing runs.</summary>
/// <param name="FirstLine">What the run would work on, as a person reads it.</param>
/// <param name="Targets">In an order in which they could be done one by one.</param>
/// <param name="Tables">What else can be told beforehand.</param>
public sealed record PlanShown(
    [property: JsonPropertyName("cluster")] string? FirstLine, ImmutableArray<PlanEntry> Targets, ImmutableArray<TextTable> Tables) : RunEvent
{
    internal static PlanShown Of(string? firstLine, RunPlan plan, ImmutableArray<TextTable> tables) => new(
        firstLine,
        [.. plan.Targets.Select(target => new PlanEntry(target.Name, target.IsRequested, target.DependsOn, target.After, target.Skip?.Reason))],
        tables);
}

/// <param name="Requested">Typed on the command line.</param>
/// <param name="DependsOn">Must have succeeded before.</param>
/// <param name="After">Must be over before.</param>
/// <param name="Skip">Why it would not run; null: it would.</param>
public sealed record PlanEntry(
    string Target, bool Requested, ImmutableArray<string> DependsOn, ImmutableArray<string> After, string? Skip = null);
