using System.Collections.Immutable;
using Fridge.Tooling.Host;

namespace Fridge.Targets.Sessions;

/// <param name="Names">For a person.</param>
/// <param name="Host">This machine as it was found, where the nodes are removed from it; null: they stay.</param>
internal sealed record ThingsToRemove(ImmutableArray<string> Names, HostFacts? Host = null);
