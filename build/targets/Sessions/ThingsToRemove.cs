using System.Collections.Immutable;

namespace Fridge.Targets.Sessions;

/// <param name="Names">For a person.</param>
internal sealed record ThingsToRemove(ImmutableArray<string> Names);
