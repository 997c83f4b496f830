using System.Collections.Immutable;
using Fridge.Nodes.Locks;
using Fridge.Rollout.Classes;
using Fridge.Rollout.Flink;
using Fridge.Rollout.Gates;
using Fridge.Rollout.Secrets;

namespace Fridge.Rollout.Orchestration;

/// <summary>
/// The seam: all that rolling out, status, logs, stopping and removing ask of what runs the containers of one cluster. What reads is here,
/// and changes nothing; what changes is <see cref="IClusterChanges"/>, to be had with the cluster's lock alone.
/// </summary>
public interface IOrchestrator : IDisposable
{
    /// <summary>The cluster, which names everything that it keeps.</summary>
    string Cluster { get; }

    /// <summary>The cluster's one lock, which every changing command holds; what it is made of is the orchestrator's matter.</summary>
    /// <param name="wait">Wait for another's lock to be let go, instead of <see cref="LockBusyException"/>.</param>
    Task<ILockHandle> LockAsync(LockHolder holder, bool wait, CancellationToken cancellationToken);

    /// <exception cref="Tooling.FridgeException">There is no orchestrator, or none that answers.</exception>
    Task<Observed> ReadAsync(CancellationToken cancellationToken);

    /// <summary>All instances, those that are over included as long as the orchestrator knows them, in the order of time.</summary>
    Task<ImmutableArray<Instance>> InstancesAsync(Observed observed, CancellationToken cancellationToken);

    Task<ImmutableArray<ObservedNode>> NodesAsync(CancellationToken cancellationToken);

    /// <summary>Asks the nodes themselves, all at once; one that doesn't answer is a problem in the result.</summary>
    Task<NodeMemories> MemoriesAsync(IEnumerable<string> nodes, CancellationToken cancellationToken);

    /// <summary>References of the images that anything of the orchestrator runs or may start again by itself, of whatever cluster.</summary>
    Task<ImmutableSortedSet<string>> ImagesInUseAsync(CancellationToken cancellationToken);

    /// <summary>What an existing workload wrote on all nodes, also by instances that are over as long as the orchestrator keeps it.</summary>
    IAsyncEnumerable<LogLine> LogsAsync(string workload, LogRequest request, CancellationToken cancellationToken);

    /// <summary>What its node knows about an instance's end (killed by the kernel, the container's state), a line each; a node that can't be asked is a line.</summary>
    Task<ImmutableArray<string>> EvidenceAsync(Instance instance, CancellationToken cancellationToken);

    /// <summary>Flink's REST, wherever the orchestrator has it.</summary>
    /// <param name="uiPort">The port of the cluster file.</param>
    Task<FlinkClient> FlinkAsync(int uiPort, CancellationToken cancellationToken);

    /// <summary>A connection to Flink's REST and UI, for a person's browser.</summary>
    /// <param name="uiPort">The port of the cluster file.</param>
    Task<Stream> DialFlinkAsync(int uiPort, CancellationToken cancellationToken);

    /// <summary>Has a node pull an image, with progress; one that it has costs a question.</summary>
    /// <param name="still">How long it may stand still: while something arrives or is unpacked it takes what it takes.</param>
    /// <exception cref="Tooling.FridgeException">It stood still, or the node can't: its engine's words.</exception>
    Task PullAsync(NodeImage image, TimeSpan still, IReport report, CancellationToken cancellationToken);

    /// <summary>Starts the Java of an image once on a node that is to run it; takes nothing from what runs.</summary>
    Task<TrialResult> TryJavaAsync(JavaTrial trial, TimeSpan limit, CancellationToken cancellationToken);

    Task<Remains> RemainsAsync(CancellationToken cancellationToken);

    Task<ImmutableArray<ObservedVolume>> VolumesAsync(CancellationToken cancellationToken);

    /// <summary>How many containers of the cluster a node itself still has, in whatever state.</summary>
    Task<int> ContainersOnAsync(string node, CancellationToken cancellationToken);

    /// <summary>As the orchestrator makes them: only <see cref="LockedChanges"/> calls them.</summary>
    IClusterChanges Changes { get; }
}

/// <summary>What changes a cluster. Each method is whole or can be called again: a killed one is followed by the same.</summary>
public interface IClusterChanges
{
    /// <summary>Writes an immutable record.</summary>
    /// <exception cref="Tooling.FridgeException">It is too large for the orchestrator, or one of that name is there.</exception>
    Task StoreAsync(StoredRecord record, CancellationToken cancellationToken);

    /// <summary>Deletes records and files that <see cref="Releases.Retention"/> doesn't keep.</summary>
    Task DeleteAsync(ImmutableArray<StoredRecord> records, ImmutableArray<ObservedFile> files, CancellationToken cancellationToken);

    /// <summary>Creates secrets; one of that name stays as it is.</summary>
    Task StoreSecretsAsync(ImmutableArray<NewSecret> secrets, CancellationToken cancellationToken);

    /// <summary>Lets nodes pull with this from now on: kept by the orchestrator, or by what it starts.</summary>
    Task TakeLoginAsync(PullLogin login, CancellationToken cancellationToken);

    /// <summary>Deletes secrets that <see cref="Releases.Retention"/> doesn't keep.</summary>
    Task DeleteSecretsAsync(ImmutableArray<ObservedSecret> secrets, CancellationToken cancellationToken);

    /// <summary>Has nodes record Flink's classes before anything of the release runs on those that record. Never fatal.</summary>
    Task RecordClassesAsync(ImmutableArray<ClassRecording> recordings, TimeSpan limit, CancellationToken cancellationToken);

    /// <summary>
    /// Creates the given files, then the workloads of the waves up to this one: what of them is already so stays, the rest of the release
    /// does not exist yet. The last wave also removes the workloads that the release doesn't name.
    /// </summary>
    /// <param name="newFiles">Those of the release's files that the cluster lacks and these waves name.</param>
    Task ApplyAsync(Manifests.RenderedRelease release, int throughWave, ImmutableArray<Manifests.ReleaseFile> newFiles, CancellationToken cancellationToken);

    Task ScaleAsync(ImmutableArray<Verbs.WorkloadScale> scales, CancellationToken cancellationToken);

    /// <summary>Begins to remove all that bears the cluster's name, and nothing else; volumes stay.</summary>
    Task RemoveAsync(CancellationToken cancellationToken);

    /// <exception cref="Tooling.FridgeException">A container that isn't the cluster's uses it.</exception>
    Task RemoveVolumeAsync(ObservedVolume volume, CancellationToken cancellationToken);
}
