using System.Collections.Immutable;

namespace Fridge.Engine;

/// <summary><c>--skip</c>: nothing, all but what was asked for, or these.</summary>
internal sealed record SkipRequest(bool AllDependencies, ImmutableArray<string> Names)
{
    public static SkipRequest None { get; } = new(false, []);

    public bool Covers(string target, IEnumerable<string> requested) =>
        AllDependencies ? !requested.Contains(target) : Names.Contains(target);
}
