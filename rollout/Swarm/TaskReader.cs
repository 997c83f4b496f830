using System.Collections.Immutable;
using Docker.DotNet;
using Docker.DotNet.Models;
using Fridge.Model;
using Fridge.Rollout.Orchestration;

namespace Fridge.Rollout.Swarm;

/// <summary>Reads the tasks of a stack, with the names of nodes and services.</summary>
internal static class TaskReader
{
    public static async Task<ImmutableArray<Instance>> ReadAsync(
        IDockerClient engine, Observed observed, string stack, CancellationToken cancellationToken)
    {
        var tasks = engine.Tasks.ListAsync(new TasksListParameters { Filters = StackFilter.Of(stack) }, cancellationToken);
        var nodes = (await engine.Swarm.ListNodesAsync(cancellationToken)).ToDictionary(node => node.ID!);
        var services = observed.Workloads.ToDictionary(service => service.Id, service => service.Name);
        return [.. (await tasks)
            .Where(task => services.ContainsKey(task.ServiceID!))
            .Select(task => Instance(task, services[task.ServiceID!], nodes.GetValueOrDefault(task.NodeID ?? "")))
            .OrderBy(task => task.At)];
    }

    private static Instance Instance(TaskResponse task, string service, NodeListResponse? node)
    {
        var state = task.Status?.State ?? TaskState.New;
        var error = task.Status?.Err ?? "";
        return new Instance
        {
            Id = task.ID!,
            Workload = service,
            Node = node is not null ? SwarmNodes.Name(node) : task.NodeID is { Length: > 0 } id ? id : null,
            IsOnLostNode = node?.Status?.State is "down" or "disconnected",
            State = State(state),
            Word = state.ToString().ToLowerInvariant(),
            ShouldRun = task.DesiredState is TaskState.Running or TaskState.Ready,
            Error = error,
            Trouble = Trouble(error),
            ExitCode = task.Status?.ContainerStatus?.ExitCode ?? 0,
            ContainerId = task.Status?.ContainerStatus?.ContainerID is { Length: > 0 } container ? container : null,
            Image = task.Spec?.ContainerSpec?.Image ?? "",
            Files = [.. (task.Spec?.ContainerSpec?.Configs ?? []).Select(config => config.ConfigName!)],
            Hash = task.Spec?.ContainerSpec?.Labels?.TryGetValue(WorkloadLabels.Instance, out var hash) == true ? hash : null,
            At = task.Status?.Timestamp ?? DateTime.MinValue,
        };
    }

    /// <summary>Swarm calls a task running only when it is healthy, where its image has a check.</summary>
    internal static InstanceState State(TaskState state) => state switch
    {
        TaskState.Running => InstanceState.Running,
        TaskState.Complete => InstanceState.Complete,
        TaskState.Failed or TaskState.Rejected => InstanceState.Failed,
        TaskState.Shutdown or TaskState.Remove or TaskState.Orphaned => InstanceState.Stopped,
        _ => InstanceState.Waiting,
    };

    /// <summary>By the words of swarmkit's scheduler and of the engine.</summary>
    internal static InstanceTrouble Trouble(string error) =>
        error.Contains("no suitable node", StringComparison.Ordinal) ? InstanceTrouble.Unplaceable
        : error.Contains("No such image", StringComparison.OrdinalIgnoreCase) ? InstanceTrouble.NoImage
        : error.Contains("unhealthy container", StringComparison.Ordinal) ? InstanceTrouble.Unhealthy
        : InstanceTrouble.Other;
}
