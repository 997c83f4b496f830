using System.Collections.Immutable;
using Fridge.Rollout.Flink;
using Fridge.Rollout.Orchestration;
using Fridge.Rollout.Releases;

namespace Fridge.Rollout.Status;

/// <summary>Reads a cluster's status; a node or a Flink that doesn't answer is part of it, not an error.</summary>
public sealed class StatusReader(IOrchestrator orchestrator)
{
    /// <param name="uiPort">The port of the cluster file for Flink's REST.</param>
    /// <param name="show">The job's metrics to read, as the cluster file names them.</param>
    /// <exception cref="Tooling.FridgeException">There is no orchestrator, or none that answers.</exception>
    public async Task<ClusterStatus> ReadAsync(int uiPort, ImmutableArray<string> show, CancellationToken cancellationToken)
    {
        var observed = await orchestrator.ReadAsync(cancellationToken);
        var nodes = await orchestrator.NodesAsync(cancellationToken);
        var instances = (await orchestrator.InstancesAsync(observed, cancellationToken)).Where(instance => instance.ShouldRun).ToList();

        var memories = orchestrator.MemoriesAsync(instances.Select(instance => instance.Node).OfType<string>().Distinct(), cancellationToken);
        var (job, problem) = await JobAsync(uiPort, show, cancellationToken);
        var known = await memories;
        return new ClusterStatus
        {
            Cluster = orchestrator.Cluster,
            HasStack = !observed.Workloads.IsEmpty,
            Nodes = [.. nodes.Select(node => Node(node, known)).OrderBy(node => node.Name, StringComparer.Ordinal)],
            Tasks = [.. instances.Select(instance => Task(instance, known)).OrderBy(task => task.Service, StringComparer.Ordinal).ThenBy(task => task.Node, StringComparer.Ordinal)],
            Job = job,
            FlinkProblem = problem,
            LastRelease = ReleaseHistory.Of(observed.Records).Newest is { } newest ? ReleaseStatus.Of(newest) : null,
        };
    }

    private async Task<(JobStatus? Job, string? Problem)> JobAsync(int uiPort, ImmutableArray<string> show, CancellationToken cancellationToken)
    {
        using var flink = await orchestrator.FlinkAsync(uiPort, cancellationToken);
        try
        {
            return (await JobReader.ReadAsync(flink, show, cancellationToken), null);
        }
        catch (FlinkUnavailableException e)
        {
            return (null, e.Message);
        }
    }

    private static NodeStatus Node(ObservedNode node, NodeMemories known) => new(
        node.Name, node.State, node.Availability, node.IsManager, node.MemoryBytes, node.EngineVersion, known.Problems.GetValueOrDefault(node.Name));

    private static TaskStatus Task(Instance instance, NodeMemories known)
    {
        var memory = instance.ContainerId is { } id ? known.Containers.GetValueOrDefault(id) : null;
        return new TaskStatus(
            instance.Workload, instance.Node, instance.Word, memory?.Bytes, memory?.LimitBytes, instance.Error.Length > 0 ? instance.Error : null);
    }
}
