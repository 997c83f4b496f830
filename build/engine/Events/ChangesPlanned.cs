using System.Collections.Immutable;

namespace Fridge.Engine;

/// <summary>What a target found to be changed, before it changes anything; with <c>--check</c> that is all it does.</summary>
/// <param name="Applies">The changes are made next; false with <c>--check</c>.</param>
/// <param name="IsEmpty">Nothing has to be changed.</param>
/// <param name="Summary">In a few words.</param>
/// <param name="Lines">A line per change.</param>
/// <param name="Contents">The contents that differ; empty without <c>--diff</c>.</param>
public sealed record ChangesPlanned(
    string Target, bool Applies, bool IsEmpty, string Summary, ImmutableArray<string> Lines, ImmutableArray<string> Contents) : RunEvent
{
    internal override RunEvent Map(Func<string, string> redact) => this with
    {
        Summary = redact(Summary),
        Lines = [.. Lines.Select(redact)],
        Contents = [.. Contents.Select(redact)],
    };
}
