using System.Collections.Immutable;
using Fridge.Manifests;
using Fridge.Rollout.Orchestration;

namespace Fridge.Rollout.Plan;

/// <summary>What it takes to bring a cluster to a rendered release.</summary>
public sealed record RolloutPlan
{
    public required RenderedRelease Desired { get; init; }

    /// <summary>By wave, then by name; what is to be removed comes last.</summary>
    public required ImmutableArray<WorkloadChange> Workloads { get; init; }

    public required ImmutableArray<ReleaseFile> NewFiles { get; init; }

    /// <summary>Files that neither a workload nor a kept release will use.</summary>
    public required ImmutableArray<ObservedFile> OldFiles { get; init; }

    /// <summary>Nothing but files that nobody uses differs.</summary>
    public bool ChangesNothing => Workloads.All(workload => workload.Action == WorkloadAction.Unchanged) && NewFiles.IsEmpty;

    /// <summary>The first wave that has something to do; equals the number of waves where only removals are left.</summary>
    public int FirstChangedWave => Workloads
        .Where(workload => workload.Action is WorkloadAction.Create or WorkloadAction.Update)
        .Select(workload => workload.Wave)
        .DefaultIfEmpty(Desired.Waves).Min();

    public ImmutableArray<WorkloadChange> ChangesIn(int wave) =>
        [.. Workloads.Where(change => change.Wave == wave && change.Action != WorkloadAction.Unchanged)];

    /// <summary>New files that the workloads of the waves up to this one name, less those that came with an earlier wave.</summary>
    public ImmutableArray<ReleaseFile> NewFilesFor(int wave)
    {
        var before = Enumerable.Range(0, wave).Where(earlier => !ChangesIn(earlier).IsEmpty).DefaultIfEmpty(-1).Max();
        var there = NamedThrough(before).ToHashSet();
        var named = NamedThrough(wave).ToHashSet();
        return [.. NewFiles.Where(file => named.Contains(file.Name) && !there.Contains(file.Name))];
    }

    private IEnumerable<string> NamedThrough(int wave) =>
        Desired.Workloads.Where(workload => workload.Wave <= wave).SelectMany(workload => workload.Files);
}

/// <param name="Wave">From 0; of a removed workload, the last wave.</param>
/// <param name="Reasons">What differs, for a person.</param>
public sealed record WorkloadChange(string Workload, WorkloadAction Action, int Wave, ImmutableArray<string> Reasons)
{
    /// <summary><c>update jobmanager</c></summary>
    public override string ToString() => $"{Action.ToString().ToLowerInvariant()} {Workload}";
}

public enum WorkloadAction
{
    Unchanged,
    Create,
    Update,
    Remove,
}
