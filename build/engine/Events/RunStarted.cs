using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Fridge.Engine;

/// <summary>The first event of a run.</summary>
/// <param name="FirstLine">What the run works on, as a person reads it.</param>
/// <param name="Check">With <c>--check</c>: nothing is changed.</param>
/// <param name="Targets">The plan, in an order in which it could be done one by one; also those that are skipped.</param>
/// <param name="WaitsFor">For each target, those of the run that must be over before it starts.</param>
public sealed record RunStarted(
    [property: JsonPropertyName("cluster")] string? FirstLine,
    bool Check,
    ImmutableArray<string> Targets,
    IReadOnlyDictionary<string, ImmutableArray<string>> WaitsFor) : RunEvent
{
    internal static RunStarted Of(string? firstLine, RunPlan plan, RunOptions options) => new(
        firstLine,
        options.Check,
        [.. plan.Targets.Select(target => target.Name)],
        plan.Targets.ToDictionary(target => target.Name, target => target.DependsOn.Concat(target.After).Distinct().ToImmutableArray()));

    internal override RunEvent Map(Func<string, string> redact) => this with { FirstLine = FirstLine is null ? null : redact(FirstLine) };
}
