using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Fridge.Manifests;
using Fridge.Nodes.Locks;
using Fridge.Rollout.Classes;
using Fridge.Rollout.Flink;
using Fridge.Rollout.Gates;
using Fridge.Rollout.Orchestration;
using Fridge.Rollout.Secrets;
using Fridge.Rollout.Verbs;

namespace Fridge.Tests.Rollout.Memory;

/// <summary>An orchestrator that there isn't, in memory: it proves that the seam has no word of Swarm's.</summary>
internal sealed class MemoryOrchestrator : IOrchestrator, IClusterChanges
{
    private readonly List<Instance> instances = [];
    private Observed state = Observed.Empty;
    private RenderedRelease? applied;
    private int born;

    /// <summary>Changes, and questions to the lock, in order.</summary>
    public List<string> Events { get; } = [];

    /// <summary>What containers would find, by name; also of those that were deleted.</summary>
    public Dictionary<string, string> Secrets { get; } = [];

    /// <summary>Images that fail wherever they run.</summary>
    public HashSet<string> Broken { get; } = [];

    public int TrialStatus { get; set; }

    /// <summary>How long a recording takes; null: no time.</summary>
    public TaskCompletionSource? Recording { get; init; }

    public bool RecordingEnded { get; private set; }

    public HashSet<string> DeadNodes { get; } = [];

    public List<ObservedVolume> Volumes { get; } = [];

    public Observed State => state;

    public string Cluster => "pico";

    public void Dispose()
    {
    }

    public IClusterChanges Changes => this;

    private IEnumerable<Instance> Running => instances.Where(instance => instance.IsRunning);

    public CountingLock NewLock() => new(Events.Add);

    public Task<ILockHandle> LockAsync(LockHolder holder, bool wait, CancellationToken cancellationToken) => Task.FromResult<ILockHandle>(NewLock());

    public Task<Observed> ReadAsync(CancellationToken cancellationToken) => Task.FromResult(state);

    public Task<ImmutableArray<Instance>> InstancesAsync(Observed observed, CancellationToken cancellationToken) =>
        Task.FromResult<ImmutableArray<Instance>>([.. instances]);

    public Task<ImmutableArray<ObservedNode>> NodesAsync(CancellationToken cancellationToken) => Task.FromResult<ImmutableArray<ObservedNode>>(
        [.. Enumerable.Range(0, 3).Select(number => $"pico-{number}").Select((name, at) => new ObservedNode(name, DeadNodes.Contains(name) ? "gone" : "here", "active", at == 0, 1 << 30, "1"))]);

    public Task<NodeMemories> MemoriesAsync(IEnumerable<string> nodes, CancellationToken cancellationToken) => Task.FromResult(new NodeMemories(
        instances.Where(instance => !DeadNodes.Contains(instance.Node!)).ToImmutableDictionary(instance => instance.ContainerId!, _ => new InstanceMemory(100, 200)),
        nodes.Where(DeadNodes.Contains).ToImmutableDictionary(node => node, _ => "no answer")));

    public Task<ImmutableSortedSet<string>> ImagesInUseAsync(CancellationToken cancellationToken) =>
        Task.FromResult<ImmutableSortedSet<string>>([.. state.Workloads.Select(workload => workload.Image)]);

    public async IAsyncEnumerable<LogLine> LogsAsync(string workload, LogRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.CompletedTask;
        foreach (var instance in instances.Where(instance => instance.Workload == workload).TakeLast(request.Tail ?? int.MaxValue))
            yield return new LogLine(workload, instance.Node!, $"{instance.Word} of {instance.Image}");
    }

    public Task<ImmutableArray<string>> EvidenceAsync(Instance instance, CancellationToken cancellationToken) =>
        Task.FromResult<ImmutableArray<string>>([$"{instance.Node} knows nothing more"]);

    public Task<FlinkClient> FlinkAsync(int uiPort, CancellationToken cancellationToken) => Task.FromResult(new FakeFlink(
        () => Running.Any(instance => instance.Workload == "jobmanager") ? applied?.Flink : null,
        () => Running.Count(instance => instance.Workload == "taskmanager")).Client());

    public Task<Stream> DialFlinkAsync(int uiPort, CancellationToken cancellationToken) => throw new NotSupportedException("No Flink listens here.");

    public Task PullAsync(NodeImage image, TimeSpan still, IReport report, CancellationToken cancellationToken) => Task.CompletedTask;

    public Task<TrialResult> TryJavaAsync(JavaTrial trial, TimeSpan limit, CancellationToken cancellationToken) =>
        Task.FromResult(new TrialResult(TrialStatus, TrialStatus == 0 ? [] : ["no such instruction"]));

    public Task<Remains> RemainsAsync(CancellationToken cancellationToken) => Task.FromResult(new Remains(
        [.. state.Workloads.Select(workload => $"workload {workload.Name}"), .. state.Files.Select(file => $"file {file.Name}"), .. state.Records.Select(record => $"record {record.Id}")], []));

    public Task<ImmutableArray<ObservedVolume>> VolumesAsync(CancellationToken cancellationToken) => Task.FromResult<ImmutableArray<ObservedVolume>>([.. Volumes]);

    public Task<int> ContainersOnAsync(string node, CancellationToken cancellationToken) => Task.FromResult(0);

    public Task StoreAsync(StoredRecord record, CancellationToken cancellationToken)
    {
        state = state with { Records = state.Records.Add(record with { Id = $"{record.Release}-{record.Part}" }) };
        return Did($"store {record.Part} of {record.Release}");
    }

    public Task DeleteAsync(ImmutableArray<StoredRecord> records, ImmutableArray<ObservedFile> files, CancellationToken cancellationToken)
    {
        state = state with { Records = state.Records.RemoveRange(records), Files = state.Files.RemoveRange(files) };
        return Did($"delete {string.Join(' ', records.Select(record => record.Id).Concat(files.Select(file => file.Name)))}");
    }

    public Task StoreSecretsAsync(ImmutableArray<NewSecret> secrets, CancellationToken cancellationToken)
    {
        foreach (var secret in secrets)
            Secrets.Add(secret.Name, secret.Content.Reveal());
        state = state with { Secrets = [.. state.Secrets, .. secrets.Select(secret => new ObservedSecret(secret.Name, secret.Name))] };
        return Did($"store secrets {string.Join(' ', secrets.Select(secret => secret.Name))}");
    }

    public Task TakeLoginAsync(PullLogin login, CancellationToken cancellationToken) => Did($"log in at {login.Registry} as {login.User}");

    public Task DeleteSecretsAsync(ImmutableArray<ObservedSecret> secrets, CancellationToken cancellationToken)
    {
        state = state with { Secrets = state.Secrets.RemoveRange(secrets) };
        return Did($"delete secrets {string.Join(' ', secrets.Select(secret => secret.Name))}");
    }

    public async Task RecordClassesAsync(ImmutableArray<ClassRecording> recordings, TimeSpan limit, CancellationToken cancellationToken)
    {
        await Did("record classes");
        try
        {
            await (Recording?.Task ?? Task.CompletedTask).WaitAsync(cancellationToken);
        }
        finally
        {
            RecordingEnded = true;
        }
    }

    public Task ApplyAsync(RenderedRelease release, int throughWave, ImmutableArray<ReleaseFile> newFiles, CancellationToken cancellationToken)
    {
        applied = release;
        state = state with { Files = [.. state.Files, .. newFiles.Select(file => new ObservedFile(file.Name, file.Name, file.Content))] };
        foreach (var workload in release.Workloads.Where(workload => workload.Wave <= throughWave))
            Become(workload);
        if (throughWave == release.Waves - 1)
        {
            foreach (var gone in state.Workloads.Where(known => release.Workloads.All(wanted => wanted.Name != known.Name)))
                Remove(gone);
        }

        return Did($"apply {throughWave}");
    }

    public Task ScaleAsync(ImmutableArray<WorkloadScale> scales, CancellationToken cancellationToken)
    {
        foreach (var scale in scales)
        {
            var workload = applied!.Workloads.Single(workload => workload.Name == scale.Workload);
            Stop(scale.Workload);
            state = state with { Workloads = [.. state.Workloads.Select(known => known.Name == scale.Workload ? known with { Replicas = scale.To } : known)] };
            Start(workload, scale.To);
        }

        return Did($"scale {string.Join(", ", scales)}");
    }

    public Task RemoveAsync(CancellationToken cancellationToken)
    {
        instances.Clear();
        state = Observed.Empty;
        return Did("remove");
    }

    public Task RemoveVolumeAsync(ObservedVolume volume, CancellationToken cancellationToken)
    {
        Volumes.Remove(volume);
        return Did($"remove {volume}");
    }

    private Task Did(string what)
    {
        Events.Add(what);
        return Task.CompletedTask;
    }

    private void Become(Workload workload)
    {
        if (state.Find(workload.Name) is { } known && known.Image == workload.Image && known.Replicas == workload.Replicas)
            return;
        state = state with
        {
            Workloads = [.. state.Workloads.Where(other => other.Name != workload.Name), new ObservedWorkload
            {
                Id = workload.Name,
                Name = workload.Name,
                Image = workload.Image,
                Replicas = workload.Replicas,
                Labels = workload.Labels,
                Files = workload.Files,
                Secrets = workload.Secrets,
            }],
        };
        Stop(workload.Name);
        Start(workload, workload.Replicas);
    }

    private void Remove(ObservedWorkload workload)
    {
        Stop(workload.Name);
        state = state with { Workloads = [.. state.Workloads.Where(other => other.Name != workload.Name)] };
    }

    private void Stop(string workload)
    {
        for (var at = 0; at < instances.Count; at++)
        {
            if (instances[at].Workload == workload && instances[at].IsRunning)
                instances[at] = instances[at] with { State = InstanceState.Stopped, Word = "ended", ShouldRun = false };
        }
    }

    /// <summary>What is broken was tried three times.</summary>
    private void Start(Workload workload, int replicas)
    {
        var broken = Broken.Contains(workload.Image);
        foreach (var number in Enumerable.Range(0, broken && replicas > 0 ? 3 : replicas))
        {
            instances.Add(new Instance
            {
                Id = $"i{++born}",
                Workload = workload.Name,
                Node = workload.Nodes[number % workload.Nodes.Length],
                State = broken ? InstanceState.Failed : InstanceState.Running,
                Word = broken ? "crashed" : "alive",
                ShouldRun = !broken,
                ExitCode = broken ? 135 : 0,
                ContainerId = $"c{born}",
                Image = workload.Image,
                Files = workload.Files,
                Hash = workload.InstanceHash,
            });
        }
    }
}
