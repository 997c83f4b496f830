using System.Collections.Immutable;

namespace Fridge.Tooling.Host;

/// <summary>This machine as it was found, beside what is needed of it.</summary>
public sealed record HostReadiness(ImmutableArray<HostNeed> Needs, HostFacts Facts, HostPlan Plan);
