using System.Collections.Immutable;
using Fridge.Model;
using Fridge.Nodes;
using Fridge.Nodes.Locks;
using Fridge.Rollout.Engines;
using Fridge.Rollout.Flink;
using Fridge.Rollout.Gates;
using Fridge.Rollout.Kubernetes.Api;
using Fridge.Rollout.Kubernetes.Images;
using Fridge.Rollout.Kubernetes.Locks;
using Fridge.Rollout.Kubernetes.Logs;
using Fridge.Rollout.Kubernetes.Reading;
using Fridge.Rollout.Orchestration;
using k8s.Models;

namespace Fridge.Rollout.Kubernetes;

/// <summary>Kubernetes behind the seam, by its API alone: through the session of the first control-plane node, or by a kubeconfig where somebody else made it.</summary>
public sealed class KubernetesOrchestrator : IOrchestrator
{
    /// <summary>As the templates call the port; the service has the JobManager's name, by which Flink's own processes find it.</summary>
    private const string RestPort = "rest";

    private readonly INodeSessions sessions;
    private readonly Cluster cluster;
    private readonly KubernetesAccess access;
    private readonly TimeProvider time;
    private readonly IReport report;
    private readonly KubernetesConnection connection;
    private readonly INodeImages images;
    private readonly PullLogins logins = new();
    private ClusterParts? parts;

    public KubernetesOrchestrator(INodeSessions sessions, Cluster cluster, KubernetesAccess access, TimeProvider time, IReport report)
    {
        (this.sessions, this.cluster, this.access, this.time, this.report) = (sessions, cluster, access, time, report);
        connection = new KubernetesConnection(sessions, cluster, access, time);
        images = new ImagesByRuntime(
            ReadNodesAsync, access.IsAdopted ? null : new EngineImages(sessions, logins, time, report), new PodImages(connection.OpenAsync, ReadNodesAsync, access, cluster.Name, time, report));
    }

    public string Cluster => cluster.Name;

    public IClusterChanges Changes => new KubernetesChanges(PartsAsync, access, Cluster, images, logins);

    internal LeaseTimes LeaseTimes { get; init; } = new();

    private string Space => access.Namespace;

    private string Root => $"/api/v1/namespaces/{Space}";

    private string Pods => $"{Root}/pods?labelSelector={Uri.EscapeDataString(ObjectLabels.Of(Cluster))}";

    /// <summary><c>flock</c> on the first control-plane node and a Lease; of a Kubernetes that somebody else made the Lease alone.</summary>
    public Task<ILockHandle> LockAsync(LockHolder holder, bool wait, CancellationToken cancellationToken) =>
        new LeaseLock(connection.OpenAtOnceAsync, PrepareAsync, access.LeaseNamespace, Cluster, time, report) { Times = LeaseTimes }.AcquireAsync(
            access.IsAdopted ? null : () => new ClusterLock(sessions, time, report).AcquireAsync(Cluster, connection.Node, holder, wait, cancellationToken),
            holder,
            wait,
            cancellationToken);

    /// <exception cref="KubernetesUnavailableException">No Kubernetes yet, or none that answers.</exception>
    public async Task<Observed> ReadAsync(CancellationToken cancellationToken)
    {
        var parts = await PartsAsync(cancellationToken);
        if (!await parts.Namespace.IsThereAsync(cancellationToken))
            return Observed.Empty;
        var kept = new KeptReader(parts.Api, Space, Cluster);
        var workloads = WorkloadReader.ReadAsync(parts.Api, Space, ObjectLabels.Of(Cluster), cancellationToken);
        return new Observed(await workloads, await kept.FilesAsync(cancellationToken), await kept.RecordsAsync(cancellationToken))
        {
            Secrets = await kept.SecretsAsync(cancellationToken),
        };
    }

    public async Task<ImmutableArray<Instance>> InstancesAsync(Observed observed, CancellationToken cancellationToken)
    {
        var api = await connection.OpenAsync(cancellationToken);
        var pods = api.GetAsync<V1PodList>(Pods, cancellationToken);
        var nodes = await KubernetesNodes.ReadAsync(api, cancellationToken);
        return [.. (await pods).Items.SelectMany(pod => PodInstances.Of(pod, nodes)).Where(instance => observed.Find(instance.Workload) is not null).OrderBy(instance => instance.At)];
    }

    public async Task<ImmutableArray<ObservedNode>> NodesAsync(CancellationToken cancellationToken) => (await ReadNodesAsync(cancellationToken)).Observed;

    public async Task<NodeMemories> MemoriesAsync(IEnumerable<string> nodes, CancellationToken cancellationToken)
    {
        var api = await connection.OpenAsync(cancellationToken);
        var pods = await api.GetAsync<V1PodList>(Pods, cancellationToken);
        return await new PodMemories(api, await ReadNodesAsync(cancellationToken), Space).ReadAsync(nodes, pods, cancellationToken);
    }

    public async Task<ImmutableSortedSet<string>> ImagesInUseAsync(CancellationToken cancellationToken) =>
        await RunningImages.ReadAsync(await connection.OpenAsync(cancellationToken), cancellationToken);

    public async IAsyncEnumerable<LogLine> LogsAsync(
        string workload, LogRequest request, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var logs = new PodLogs(await connection.OpenAsync(cancellationToken), await ReadNodesAsync(cancellationToken), Space, Cluster, time);
        await foreach (var line in logs.ReadAsync(workload, request, cancellationToken))
            yield return line;
    }

    public async Task<ImmutableArray<string>> EvidenceAsync(Instance instance, CancellationToken cancellationToken) =>
        await new PodEvidence(await connection.OpenAsync(cancellationToken), Space).GatherAsync(instance, cancellationToken);

    /// <summary>At the node's own port; of a Kubernetes that somebody else made, whose nodes may not be reached, by the API server's way to the service.</summary>
    public async Task<FlinkClient> FlinkAsync(int uiPort, CancellationToken cancellationToken)
    {
        if (!access.IsAdopted)
        {
            return FlinkClient.Through(
                await sessions.OpenAsync(connection.Node, cancellationToken), uiPort, (await ReadNodesAsync(cancellationToken)).AddressOf(connection.Node) ?? connection.Node);
        }
        // Whether the service is there yet is for each question to find out: a gate asks before it is made.
        return new FlinkClient((await connection.OpenAsync(cancellationToken)).Behind($"{Root}/services/http:{JobManagerService.Family}:{RestPort}/proxy/"));
    }

    /// <summary>At the node's own port; of a Kubernetes that somebody else made by the API server's way to the pod.</summary>
    public async Task<Stream> DialFlinkAsync(int uiPort, CancellationToken cancellationToken)
    {
        if (!access.IsAdopted)
            return await (await sessions.OpenAsync(connection.Node, cancellationToken)).Transport.DialAsync(KubernetesConnection.Loopback, uiPort, cancellationToken);
        var api = await connection.OpenAsync(cancellationToken);
        var selector = $"{ObjectLabels.Of(Cluster)},{ObjectLabels.Name}={JobManagerService.Family}";
        var pods = await api.GetAsync<V1PodList>($"{Root}/pods?labelSelector={Uri.EscapeDataString(selector)}", cancellationToken);
        var pod = pods.Items.FirstOrDefault(pod => pod.Status?.Phase == "Running")
            ?? throw new Tooling.FridgeException($"No JobManager of {Cluster} runs.", "./build.sh Status shows what does.");
        return await api.ForwardAsync($"{Root}/pods/{pod.Metadata.Name}", FlinkSettings.RestPort, cancellationToken);
    }

    public Task PullAsync(NodeImage image, TimeSpan still, IReport report, CancellationToken cancellationToken) => images.PullAsync(image, still, report, cancellationToken);

    public Task<TrialResult> TryJavaAsync(JavaTrial trial, TimeSpan limit, CancellationToken cancellationToken) => images.TryJavaAsync(trial, limit, cancellationToken);

    public async Task<Remains> RemainsAsync(CancellationToken cancellationToken) =>
        await ClusterRemains.ReadAsync(await PartsAsync(cancellationToken), Space, Cluster, cancellationToken);

    public async Task<ImmutableArray<ObservedVolume>> VolumesAsync(CancellationToken cancellationToken) =>
        await ClusterRemains.VolumesAsync(await connection.OpenAsync(cancellationToken), await ReadNodesAsync(cancellationToken), Space, Cluster, cancellationToken);

    public async Task<int> ContainersOnAsync(string node, CancellationToken cancellationToken)
    {
        var api = await connection.OpenAsync(cancellationToken);
        var pods = await api.GetAsync<V1PodList>(Pods, cancellationToken);
        var nodes = await ReadNodesAsync(cancellationToken);
        return pods.Items.Count(pod => pod.Spec.NodeName is { Length: > 0 } name && nodes.NameOf(name) == node);
    }

    public void Dispose() => connection.Dispose();

    /// <summary>The Lease's namespace is there already where Fridge made the Kubernetes.</summary>
    private Task PrepareAsync(IKubernetesApi api, CancellationToken cancellationToken) =>
        access.IsAdopted ? (parts ??= new(api, access, Cluster)).Namespace.EnsureAsync(cancellationToken) : Task.CompletedTask;

    private async Task<KubernetesNodes> ReadNodesAsync(CancellationToken cancellationToken) =>
        await KubernetesNodes.ReadAsync(await connection.OpenAsync(cancellationToken), cancellationToken);

    /// <summary>Once for a connection: what its API calls each kind is asked once.</summary>
    private async Task<ClusterParts> PartsAsync(CancellationToken cancellationToken) => parts ??= new(await connection.OpenAsync(cancellationToken), access, Cluster);
}
