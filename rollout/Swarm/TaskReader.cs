using System.Collections.Immutable;
using Docker.DotNet;
using Docker.DotNet.Models;
using Fridge.Manifests;
using Fridge.Manifests.Swarm;
using Fridge.Model;

namespace Fridge.Rollout.Swarm;

/// <summary>Reads the tasks of a stack, with the names of nodes and services.</summary>
public static class TaskReader
{
    public static async Task<ImmutableArray<TaskView>> ReadAsync(
        IDockerClient engine, Observed held, string stack, CancellationToken cancellationToken)
    {
        var tasks = engine.Tasks.ListAsync(new TasksListParameters { Filters = StackFilter.Of(stack) }, cancellationToken);
        var nodes = (await engine.Swarm.ListNodesAsync(cancellationToken)).ToDictionary(node => node.ID!);
        var services = held.Workloads.ToDictionary(service => service.Id, service => service.Name);
        return [.. (await tasks)
            .Where(task => services.ContainsKey(task.ServiceID!))
            .Select(task => View(task, services[task.ServiceID!], nodes.GetValueOrDefault(task.NodeID ?? "")))
            .OrderBy(task => task.At)];
    }

    /// <summary>Swarm's node ids to names of the cluster file, by the label that Provision writes, else by host name.</summary>
    public static async Task<IReadOnlyDictionary<string, string>> NodeNamesAsync(IDockerClient engine, CancellationToken cancellationToken) =>
        (await engine.Swarm.ListNodesAsync(cancellationToken)).ToDictionary(node => node.ID!, Name);

    internal static string Name(NodeListResponse node) =>
        node.Spec?.Labels?.TryGetValue(WellKnown.NodeLabel, out var name) == true ? name : node.Description!.Hostname!;

    private static TaskView View(TaskResponse task, string service, NodeListResponse? node) => new()
    {
        Id = task.ID!,
        Service = service,
        Node = node is not null ? Name(node) : task.NodeID is { Length: > 0 } id ? id : null,
        IsOnLostNode = node?.Status?.State is "down" or "disconnected",
        State = task.Status?.State ?? TaskState.New,
        Desired = task.DesiredState ?? TaskState.New,
        Error = task.Status?.Err ?? "",
        ExitCode = task.Status?.ContainerStatus?.ExitCode ?? 0,
        ContainerId = task.Status?.ContainerStatus?.ContainerID is { Length: > 0 } container ? container : null,
        Image = task.Spec?.ContainerSpec?.Image ?? "",
        Files = [.. (task.Spec?.ContainerSpec?.Configs ?? []).Select(config => config.ConfigName!)],
        Hash = task.Spec?.ContainerSpec?.Labels?.TryGetValue(WorkloadLabels.Instance, out var hash) == true ? hash : null,
        At = task.Status?.Timestamp ?? DateTime.MinValue,
    };
}
