using System.Collections.Immutable;
using Docker.DotNet;
using Docker.DotNet.Models;
using Fridge.Model;
using Fridge.Nodes;
using Fridge.Nodes.Locks;
using Fridge.Rollout.Engines;
using Fridge.Rollout.Flink;
using Fridge.Rollout.Gates;
using Fridge.Rollout.Orchestration;

namespace Fridge.Rollout.Swarm;

/// <summary>Docker Swarm behind the seam: reads, watches and owns configs by the Engine API of the first manager, and deploys by its own <c>docker stack deploy</c>.</summary>
public sealed class SwarmOrchestrator(INodeSessions sessions, Cluster cluster, TimeProvider time, IReport report) : IOrchestrator
{
    private readonly PullLogins logins = new();

    private EngineImages Images => new(sessions, logins, time, report);

    public string Cluster => cluster.Name;

    private string Manager => cluster.Managers.First().Name;

    public IClusterChanges Changes => new SwarmChanges(sessions, Manager, Cluster, Images, logins);

    public Task<ILockHandle> LockAsync(LockHolder holder, bool wait, CancellationToken cancellationToken) =>
        new ClusterLock(sessions, time, report).AcquireAsync(Cluster, Manager, holder, wait, cancellationToken);

    /// <exception cref="SwarmUnavailableException">No swarm there, or none that answers.</exception>
    public async Task<Observed> ReadAsync(CancellationToken cancellationToken) =>
        await StackReader.ReadAsync(await EngineAsync(cancellationToken), Cluster, cancellationToken);

    public async Task<ImmutableArray<Instance>> InstancesAsync(Observed observed, CancellationToken cancellationToken) =>
        await TaskReader.ReadAsync(await EngineAsync(cancellationToken), observed, Cluster, cancellationToken);

    public async Task<ImmutableArray<ObservedNode>> NodesAsync(CancellationToken cancellationToken) =>
        await SwarmNodes.ReadAsync(await EngineAsync(cancellationToken), cancellationToken);

    public Task<NodeMemories> MemoriesAsync(IEnumerable<string> nodes, CancellationToken cancellationToken) =>
        MemoryReader.ReadAsync(sessions, nodes, Cluster, cancellationToken);

    public async Task<ImmutableSortedSet<string>> ImagesInUseAsync(CancellationToken cancellationToken) =>
        await UsedImages.ReadAsync(await EngineAsync(cancellationToken), cancellationToken);

    public IAsyncEnumerable<LogLine> LogsAsync(string workload, LogRequest request, CancellationToken cancellationToken) =>
        new ServiceLogs(LogEngineAsync, Cluster).ReadAsync(workload, request, cancellationToken);

    public Task<ImmutableArray<string>> EvidenceAsync(Instance instance, CancellationToken cancellationToken) =>
        new ContainerEvidence(sessions).GatherAsync(instance, cancellationToken);

    public async Task<FlinkClient> FlinkAsync(int uiPort, CancellationToken cancellationToken) =>
        FlinkClient.Through(await sessions.OpenAsync(Manager, cancellationToken), uiPort);

    public async Task<Stream> DialFlinkAsync(int uiPort, CancellationToken cancellationToken) =>
        await (await sessions.OpenAsync(Manager, cancellationToken)).Transport.DialAsync("127.0.0.1", uiPort, cancellationToken);

    public Task PullAsync(NodeImage image, TimeSpan still, IReport report, CancellationToken cancellationToken) =>
        Images.PullAsync(image, still, report, cancellationToken);

    public Task<TrialResult> TryJavaAsync(JavaTrial trial, TimeSpan limit, CancellationToken cancellationToken) =>
        Images.TryJavaAsync(trial, limit, cancellationToken);

    public async Task<Remains> RemainsAsync(CancellationToken cancellationToken) =>
        await StackRemains.ReadAsync(await EngineAsync(cancellationToken), Cluster, cancellationToken);

    public async Task<ImmutableArray<ObservedVolume>> VolumesAsync(CancellationToken cancellationToken)
    {
        var found = ImmutableArray.CreateBuilder<ObservedVolume>();
        foreach (var node in cluster.Nodes)
        {
            var engine = await (await sessions.OpenAsync(node.Name, cancellationToken)).EngineAsync(cancellationToken);
            var volumes = await engine.Volumes.ListAsync(new VolumesListParameters { Filters = StackFilter.Of(Cluster) }, cancellationToken);
            found.AddRange((volumes.Volumes ?? []).Select(volume => new ObservedVolume(node.Name, volume.Name!)));
        }

        return found.ToImmutable();
    }

    public async Task<int> ContainersOnAsync(string node, CancellationToken cancellationToken) =>
        await StackRemains.ContainersAsync(await (await sessions.OpenAsync(node, cancellationToken)).EngineAsync(cancellationToken), Cluster, cancellationToken);

    /// <summary>The ways to the engines are the sessions'.</summary>
    public void Dispose()
    {
    }

    private async Task<IDockerClient> LogEngineAsync(bool follows, CancellationToken cancellationToken)
    {
        var session = await sessions.OpenAsync(Manager, cancellationToken);
        return follows ? await session.FollowingEngineAsync(cancellationToken) : await session.EngineAsync(cancellationToken);
    }

    private async Task<IDockerClient> EngineAsync(CancellationToken cancellationToken) =>
        await (await sessions.OpenAsync(Manager, cancellationToken)).EngineAsync(cancellationToken);
}
