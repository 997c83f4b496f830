using System.Collections.Immutable;
using Fridge.Rollout.Secrets;

namespace Fridge.Rollout.Orchestration;

/// <summary>What a cluster holds of one release and of those before, as its orchestrator says.</summary>
public sealed record Observed(
    ImmutableArray<ObservedWorkload> Workloads, ImmutableArray<ObservedFile> Files, ImmutableArray<StoredRecord> Records)
{
    public static readonly Observed Empty = new([], [], []);

    /// <summary>Without their values, which no orchestrator needs to tell.</summary>
    public ImmutableArray<ObservedSecret> Secrets { get; init; } = [];

    public ObservedWorkload? Find(string workload) => Workloads.FirstOrDefault(candidate => candidate.Name == workload);
}

/// <summary>A workload as the orchestrator has it.</summary>
public sealed record ObservedWorkload
{
    /// <summary>The orchestrator's own.</summary>
    public required string Id { get; init; }

    /// <summary>As the release has it.</summary>
    public required string Name { get; init; }

    public required string Image { get; init; }

    public required int Replicas { get; init; }

    public required ImmutableSortedDictionary<string, string> Labels { get; init; }

    /// <summary>Names of the files that it uses.</summary>
    public required ImmutableArray<string> Files { get; init; }

    /// <summary>Names of the files of the spec before, to which the orchestrator itself could return.</summary>
    public ImmutableArray<string> PreviousFiles { get; init; } = [];

    /// <summary>Names of the secrets that it uses, now or in the spec before.</summary>
    public ImmutableArray<string> Secrets { get; init; } = [];

    public UpdateState Update { get; init; } = UpdateState.Settled;

    /// <summary>What the orchestrator says about its update.</summary>
    public string? UpdateMessage { get; init; }
}

/// <summary>Where a workload is on the way to its last spec.</summary>
public enum UpdateState
{
    /// <summary>There, or never updated.</summary>
    Settled,

    Going,

    /// <summary>The orchestrator gave it up, and does nothing until a spec is sent again.</summary>
    Stopped,
}

/// <param name="Id">The orchestrator's own.</param>
public sealed record ObservedFile(string Id, string Name, string Content);
