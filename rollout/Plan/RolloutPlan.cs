using System.Collections.Immutable;
using Fridge.Manifests;
using Fridge.Manifests.Swarm;
using Fridge.Rollout.Swarm;

namespace Fridge.Rollout.Plan;

/// <summary>What it takes to bring a cluster to a rendered stack.</summary>
public sealed record RolloutPlan
{
    public required RenderedRelease Desired { get; init; }

    /// <summary>By wave, then by name; what is to be removed comes last.</summary>
    public required ImmutableArray<WorkloadChange> Workloads { get; init; }

    public required ImmutableArray<ReleaseFile> NewFiles { get; init; }

    /// <summary>Configs that neither the current nor the previous spec of a service will use.</summary>
    public required ImmutableArray<ObservedFile> OldFiles { get; init; }

    /// <summary>Nothing but configs that nobody uses differs.</summary>
    public bool ChangesNothing => Workloads.All(service => service.Action == WorkloadAction.Unchanged) && NewFiles.IsEmpty;

    /// <summary>The first wave that has something to do; equals the number of waves where only removals are left.</summary>
    public int FirstChangedWave => Workloads
        .Where(service => service.Action is WorkloadAction.Create or WorkloadAction.Update)
        .Select(service => service.Wave)
        .DefaultIfEmpty(Desired.Waves).Min();
}

/// <param name="Wave">From 0; of a removed service, the last wave.</param>
/// <param name="Reasons">What differs, for a person.</param>
public sealed record WorkloadChange(string Service, WorkloadAction Action, int Wave, ImmutableArray<string> Reasons);

public enum WorkloadAction
{
    Unchanged,
    Create,
    Update,
    Remove,
}
