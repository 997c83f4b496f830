using System.Collections.Immutable;
using Docker.DotNet.Models;
using Fridge.Model;
using Fridge.Manifests;
using Fridge.Manifests.Swarm;

namespace Fridge.Rollout.Swarm;

/// <summary>A task of the stack as the manager sees it.</summary>
public sealed record TaskView
{
    public required string Id { get; init; }

    /// <summary>Without the stack's name before it.</summary>
    public required string Service { get; init; }

    /// <summary>The node's name in the cluster file; null: not placed yet.</summary>
    public string? Node { get; init; }

    /// <summary>Its node doesn't answer the manager: the state is what was heard last.</summary>
    public bool IsOnLostNode { get; init; }

    public required TaskState State { get; init; }

    public required TaskState Desired { get; init; }

    /// <summary>What the scheduler or the engine says is wrong; empty where nothing is.</summary>
    public string Error { get; init; } = "";

    public long ExitCode { get; init; }

    public string? ContainerId { get; init; }

    public required string Image { get; init; }

    public ImmutableArray<string> Files { get; init; } = [];

    /// <summary>What its label <see cref="WorkloadLabels.Instance"/> says; null: a stack from before there was one.</summary>
    public string? Hash { get; init; }

    /// <summary>When it came to its state, by the node's clock.</summary>
    public DateTime At { get; init; }

    public bool IsRunning => State == TaskState.Running && Desired == TaskState.Running;

    public bool HasFailed => State is TaskState.Failed or TaskState.Rejected;
}
