using System.Collections.Immutable;
using Fridge.Manifests;
using Fridge.Rollout.Orchestration;
using Fridge.Rollout.Secrets;

namespace Fridge.Rollout.Plan;

/// <summary>What it takes to bring a cluster to a rendered release.</summary>
public sealed record RolloutPlan
{
    public required RenderedRelease Desired { get; init; }

    /// <summary>What the plan was made from.</summary>
    public required Observed Observed { get; init; }

    /// <summary>By wave, then by name; what is to be removed comes last.</summary>
    public required ImmutableArray<WorkloadChange> Workloads { get; init; }

    public required ImmutableArray<ReleaseFile> NewFiles { get; init; }

    /// <summary>Files that neither a workload nor a kept release will use.</summary>
    public required ImmutableArray<ObservedFile> OldFiles { get; init; }

    /// <summary>Secrets that the cluster lacks.</summary>
    public ImmutableArray<ReleaseSecret> NewSecrets { get; init; } = [];

    /// <summary>Secrets that neither a workload nor a kept release will use.</summary>
    public ImmutableArray<ObservedSecret> OldSecrets { get; init; } = [];

    /// <summary>Nothing but files and secrets that nobody uses differs.</summary>
    public bool ChangesNothing => Workloads.All(workload => workload.Action == WorkloadAction.Unchanged) && NewFiles.IsEmpty && NewSecrets.IsEmpty;

    /// <summary>What is started anew.</summary>
    public IEnumerable<Workload> Started => Desired.Workloads.Where(workload => Workloads.Any(change => change.Workload == workload.Name && change.Starts));

    /// <summary>The first wave that has something to do; equals the number of waves where only removals are left.</summary>
    public int FirstChangedWave => Workloads
        .Where(workload => workload.Starts)
        .Select(workload => workload.Wave)
        .DefaultIfEmpty(Desired.Waves).Min();

    public ImmutableArray<WorkloadChange> ChangesIn(int wave) =>
        [.. Workloads.Where(change => change.Wave == wave && change.Action != WorkloadAction.Unchanged)];

    /// <summary>New files that the workloads of the waves up to this one name, less those that came with an earlier wave.</summary>
    public ImmutableArray<ReleaseFile> NewFilesFor(int wave) => For(wave, NewFiles, file => file.Name, workload => workload.Files);

    /// <summary>New secrets, in the same way.</summary>
    public ImmutableArray<ReleaseSecret> NewSecretsFor(int wave) => For(wave, NewSecrets, secret => secret.Name, workload => workload.Secrets);

    private ImmutableArray<T> For<T>(int wave, ImmutableArray<T> lacking, Func<T, string> name, Func<Workload, ImmutableArray<string>> names)
    {
        var before = Enumerable.Range(0, wave).Where(earlier => !ChangesIn(earlier).IsEmpty).DefaultIfEmpty(-1).Max();
        var there = NamedThrough(before).ToHashSet();
        var named = NamedThrough(wave).ToHashSet();
        return [.. lacking.Where(thing => named.Contains(name(thing)) && !there.Contains(name(thing)))];

        IEnumerable<string> NamedThrough(int last) => Desired.Workloads.Where(workload => workload.Wave <= last).SelectMany(workload => names(workload));
    }
}

/// <param name="Wave">From 0; of a removed workload, the last wave.</param>
/// <param name="Reasons">What differs, for a person.</param>
public sealed record WorkloadChange(string Workload, WorkloadAction Action, int Wave, ImmutableArray<string> Reasons)
{
    public bool Starts => Action is WorkloadAction.Create or WorkloadAction.Update;

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
