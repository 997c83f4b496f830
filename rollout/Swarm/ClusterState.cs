using System.Collections.Immutable;

namespace Fridge.Rollout.Swarm;

/// <summary>What a swarm holds of one stack.</summary>
public sealed record Observed(ImmutableArray<ObservedWorkload> Workloads, ImmutableArray<ObservedFile> Files)
{
    public static readonly Observed Empty = new([], []);

    public ObservedWorkload? Find(string service) => Workloads.FirstOrDefault(candidate => candidate.Name == service);
}

/// <summary>A service as the swarm has it.</summary>
public sealed record ObservedWorkload
{
    public required string Id { get; init; }

    /// <summary>Without the stack's name before it.</summary>
    public required string Name { get; init; }

    public required string Image { get; init; }

    public required int Replicas { get; init; }

    public required ImmutableSortedDictionary<string, string> Labels { get; init; }

    /// <summary>Names of the configs that it uses.</summary>
    public required ImmutableArray<string> Files { get; init; }

    /// <summary>Names of the configs of the spec before, to which <c>docker service rollback</c> would return.</summary>
    public ImmutableArray<string> PreviousFiles { get; init; } = [];

    /// <summary><c>updating</c>, <c>paused</c>, <c>completed</c>, <c>rollback_…</c>; null: never updated.</summary>
    public string? UpdateState { get; init; }

    public string? UpdateMessage { get; init; }

    /// <summary>Swarm gave it up, and does nothing until a spec is sent again.</summary>
    public bool UpdateHasStopped => UpdateState is "paused" or "rollback_paused";
}

public sealed record ObservedFile
{
    public required string Id { get; init; }

    public required string Name { get; init; }

    public required string Content { get; init; }

    public required ImmutableSortedDictionary<string, string> Labels { get; init; }
}
