using System.Collections.Immutable;

namespace Fridge.Engine;

/// <summary>Targets that help shows together.</summary>
/// <param name="Targets">Their names, in the order in which a person comes to need them.</param>
public sealed record TargetSection(string Title, ImmutableArray<string> Targets);

/// <summary>A command line, and what it's for.</summary>
/// <param name="Arguments">Behind what starts the program, the target first.</param>
public sealed record Example(string Arguments, string Description)
{
    public string Target => Arguments.Split(' ')[0];
}
