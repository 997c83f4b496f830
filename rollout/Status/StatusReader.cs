using System.Collections.Immutable;
using Docker.DotNet;
using Docker.DotNet.Models;
using Fridge.Nodes;
using Fridge.Rollout.Flink;
using Fridge.Rollout.Releases;
using Fridge.Rollout.Swarm;

namespace Fridge.Rollout.Status;

/// <summary>Reads a cluster's status; a node or a Flink that doesn't answer is part of it, not an error.</summary>
public sealed class StatusReader(INodeSessions sessions)
{
    /// <param name="uiPort">The manager's port of Flink's REST.</param>
    /// <param name="show">The job's metrics to read, as the cluster file names them.</param>
    /// <exception cref="SwarmUnavailableException">No swarm there, or none that answers.</exception>
    public async Task<ClusterStatus> ReadAsync(string stack, string manager, int uiPort, ImmutableArray<string> show, CancellationToken cancellationToken)
    {
        var session = await sessions.OpenAsync(manager, cancellationToken);
        var engine = await session.EngineAsync(cancellationToken);
        var held = await StackReader.ReadAsync(engine, stack, cancellationToken);
        var nodes = await engine.Swarm.ListNodesAsync(cancellationToken);
        var tasks = (await TaskReader.ReadAsync(engine, held, stack, cancellationToken)).Where(ShouldRun).ToList();

        var memories = MemoryReader.ReadAsync(sessions, tasks.Select(task => task.Node).OfType<string>().Distinct(), stack, cancellationToken);
        var (job, problem) = await JobAsync(session, uiPort, show, cancellationToken);
        var known = await memories;
        return new ClusterStatus
        {
            Cluster = stack,
            HasStack = !held.Workloads.IsEmpty,
            Nodes = [.. nodes.Select(node => Node(node, known)).OrderBy(node => node.Name, StringComparer.Ordinal)],
            Tasks = [.. tasks.Select(task => Task(task, known)).OrderBy(task => task.Service, StringComparer.Ordinal).ThenBy(task => task.Node, StringComparer.Ordinal)],
            Job = job,
            FlinkProblem = problem,
            LastRelease = ReleaseRecord.Of(held).FirstOrDefault(),
        };
    }

    private static bool ShouldRun(TaskView task) => task.Desired is TaskState.Running or TaskState.Ready;

    private static async Task<(JobStatus? Job, string? Problem)> JobAsync(
        NodeSession manager, int uiPort, ImmutableArray<string> show, CancellationToken cancellationToken)
    {
        using var flink = FlinkClient.Through(manager, uiPort);
        try
        {
            return (await JobReader.ReadAsync(flink, show, cancellationToken), null);
        }
        catch (FlinkUnavailableException e)
        {
            return (null, e.Message);
        }
    }

    private static NodeStatus Node(NodeListResponse node, NodeMemories known)
    {
        var name = TaskReader.Name(node);
        return new NodeStatus(
            name,
            node.Status?.State ?? "unknown",
            node.Spec?.Availability ?? "unknown",
            node.ManagerStatus is not null,
            node.Description?.Resources?.MemoryBytes ?? 0,
            node.Description?.Engine?.EngineVersion ?? "unknown",
            known.Problems.GetValueOrDefault(name));
    }

    private static TaskStatus Task(TaskView task, NodeMemories known)
    {
        var memory = task.ContainerId is { } id ? known.Containers.GetValueOrDefault(id) : null;
        return new TaskStatus(
            task.Service, task.Node, task.State.ToString().ToLowerInvariant(), memory?.Bytes, memory?.LimitBytes, task.Error.Length > 0 ? task.Error : null);
    }
}
