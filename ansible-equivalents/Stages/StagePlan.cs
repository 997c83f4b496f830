using System.Collections.Immutable;
using Fridge.Provisioning.Changes;

namespace Fridge.Provisioning.Stages;

/// <summary>What one stage found on all nodes.</summary>
public sealed record StagePlan(string Name, ImmutableArray<Finding> Findings)
{
    public IEnumerable<Change> Changes => Findings.OfType<Change>();
}
