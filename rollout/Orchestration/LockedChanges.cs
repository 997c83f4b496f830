using System.Collections.Immutable;
using Fridge.Manifests;
using Fridge.Nodes.Locks;
using Fridge.Rollout.Classes;
using Fridge.Rollout.Secrets;
using Fridge.Rollout.Verbs;

namespace Fridge.Rollout.Orchestration;

/// <summary>Asks before every change whether the lock is still held: this machine may have slept since, and somebody else have begun.</summary>
/// <remarks>Every method throws <see cref="LockLostException"/> when the lock isn't held; nothing was changed then.</remarks>
internal sealed class LockedChanges(IClusterChanges changes, ILockHandle held) : IClusterChanges
{
    public Task StoreAsync(StoredRecord record, CancellationToken cancellationToken) =>
        AskedAsync(() => changes.StoreAsync(record, cancellationToken), cancellationToken);

    public Task DeleteAsync(ImmutableArray<StoredRecord> records, ImmutableArray<ObservedFile> files, CancellationToken cancellationToken) =>
        AskedAsync(() => changes.DeleteAsync(records, files, cancellationToken), cancellationToken);

    public Task StoreSecretsAsync(ImmutableArray<NewSecret> secrets, CancellationToken cancellationToken) =>
        AskedAsync(() => changes.StoreSecretsAsync(secrets, cancellationToken), cancellationToken);

    public Task DeleteSecretsAsync(ImmutableArray<ObservedSecret> secrets, CancellationToken cancellationToken) =>
        AskedAsync(() => changes.DeleteSecretsAsync(secrets, cancellationToken), cancellationToken);

    public Task RecordClassesAsync(ImmutableArray<ClassRecording> recordings, TimeSpan limit, CancellationToken cancellationToken) =>
        AskedAsync(() => changes.RecordClassesAsync(recordings, limit, cancellationToken), cancellationToken);

    public Task ApplyAsync(RenderedRelease release, int throughWave, ImmutableArray<ReleaseFile> newFiles, CancellationToken cancellationToken) =>
        AskedAsync(() => changes.ApplyAsync(release, throughWave, newFiles, cancellationToken), cancellationToken);

    public Task ScaleAsync(ImmutableArray<WorkloadScale> scales, CancellationToken cancellationToken) =>
        AskedAsync(() => changes.ScaleAsync(scales, cancellationToken), cancellationToken);

    public Task RemoveAsync(CancellationToken cancellationToken) =>
        AskedAsync(() => changes.RemoveAsync(cancellationToken), cancellationToken);

    public Task RemoveVolumeAsync(ObservedVolume volume, CancellationToken cancellationToken) =>
        AskedAsync(() => changes.RemoveVolumeAsync(volume, cancellationToken), cancellationToken);

    private async Task AskedAsync(Func<Task> change, CancellationToken cancellationToken)
    {
        await held.EnsureHeldAsync(cancellationToken);
        await change();
    }
}

internal static class OrchestratorLock
{
    /// <summary>The only way to a cluster's changes: with its lock in hand.</summary>
    public static IClusterChanges Under(this IOrchestrator orchestrator, ILockHandle held) => new LockedChanges(orchestrator.Changes, held);
}
