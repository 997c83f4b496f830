using Fridge.Rollout.Orchestration;

namespace Fridge.Rollout.Gates;

/// <summary>What a gate says when it is asked.</summary>
internal abstract record GateState(string Saying);

internal sealed record GateOpen(string Saying) : GateState(Saying);

/// <param name="IsStuck">Nothing but a person will change it, if it stays so for a while.</param>
internal sealed record GateWaiting(string Saying, bool IsStuck = false) : GateState(Saying)
{
    /// <summary>What it is stuck on are nodes that may still be booting: they get their own time.</summary>
    public bool AwaitsNodes { get; init; }

    /// <summary>Where evidence is to be looked for, if it is given up; null: nowhere.</summary>
    public Instance? Instance { get; init; }
}

/// <summary>It will never open.</summary>
/// <param name="Instance">Where evidence is to be looked for.</param>
internal sealed record GateFailed(string Saying, Instance? Instance = null) : GateState(Saying);
