using System.Collections.Immutable;

namespace Fridge.Engine;

/// <summary>The words of a command line, each in its place; values are still texts.</summary>
/// <param name="Targets">Spelt as the build class does.</param>
/// <param name="Options">By name without dashes; a switch has the one value <c>true</c> or <c>false</c>.</param>
internal sealed record ParsedCommandLine(ImmutableArray<string> Targets, IReadOnlyDictionary<string, string[]> Options)
{
    public bool Has(string option) => Options.TryGetValue(option, out var values) && values is not ["false"];

    public string? Value(string option) => Options.TryGetValue(option, out var values) && values is [.., var last] ? last : null;
}
