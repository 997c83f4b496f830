using System.Collections.Immutable;
using Fridge.Model;

namespace Fridge.Rollout.Orchestration;

/// <summary>One run of a workload as the orchestrator sees it: a Swarm task, a pod.</summary>
public sealed record Instance
{
    public required string Id { get; init; }

    public required string Workload { get; init; }

    /// <summary>The node's name in the cluster file; null: not placed yet.</summary>
    public string? Node { get; init; }

    /// <summary>Its node doesn't answer the orchestrator: the state is what was heard last.</summary>
    public bool IsOnLostNode { get; init; }

    public required InstanceState State { get; init; }

    /// <summary>The orchestrator's own word for the state, for a person: <c>preparing</c>, <c>pending</c>.</summary>
    public required string Word { get; init; }

    /// <summary>The orchestrator wants it to run, now or soon; false: it is over, or is to end.</summary>
    public required bool ShouldRun { get; init; }

    /// <summary>What the scheduler or the node says is wrong; empty where nothing is.</summary>
    public string Error { get; init; } = "";

    public InstanceTrouble Trouble { get; init; }

    public long ExitCode { get; init; }

    /// <summary>What its node calls its container; null: there is none.</summary>
    public string? ContainerId { get; init; }

    public required string Image { get; init; }

    /// <summary>Names of the files that it was started with.</summary>
    public ImmutableArray<string> Files { get; init; } = [];

    /// <summary>What its label <see cref="WorkloadLabels.Instance"/> says; null: it has none.</summary>
    public string? Hash { get; init; }

    /// <summary>When it came to its state, by the node's clock.</summary>
    public DateTime At { get; init; }

    public bool IsRunning => State == InstanceState.Running && ShouldRun;

    public bool HasFailed => State == InstanceState.Failed;

    /// <summary>It came to its end, well or not, and was not just told to stop.</summary>
    public bool HasEnded => State is InstanceState.Failed or InstanceState.Complete;
}

public enum InstanceState
{
    /// <summary>Not running yet: not placed, its image is pulled, it starts, its health isn't known.</summary>
    Waiting,

    /// <summary>Running, and healthy where its image has a check.</summary>
    Running,

    /// <summary>Ended by itself with 0.</summary>
    Complete,

    Failed,

    /// <summary>Ended because it was told to.</summary>
    Stopped,
}

/// <summary>Which trouble an instance's error is, where that matters for what a person can do.</summary>
public enum InstanceTrouble
{
    Other,

    /// <summary>No node can take it.</summary>
    Unplaceable,

    /// <summary>Its node can't pull the image.</summary>
    NoImage,

    /// <summary>Its health check had no answer.</summary>
    Unhealthy,
}
