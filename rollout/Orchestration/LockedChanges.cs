using System.Collections.Immutable;
using Fridge.Manifests;
using Fridge.Nodes.Locks;
using Fridge.Rollout.Classes;
using Fridge.Rollout.Secrets;
using Fridge.Rollout.Verbs;

namespace Fridge.Rollout.Orchestration;

/// <summary>Asks before every change whether the lock is still held, since this machine may have slept and somebody else have begun; what is on its way ends when it is lost.</summary>
/// <remarks>Every method throws <see cref="LockLostException"/> when the lock isn't held. What deletes or stores several things asks before each.</remarks>
internal sealed class LockedChanges(IClusterChanges changes, ILockHandle held) : IClusterChanges
{
    public Task StoreAsync(StoredRecord record, CancellationToken cancellationToken) =>
        held.ChangeAsync(token => changes.StoreAsync(record, token), cancellationToken);

    public async Task DeleteAsync(ImmutableArray<StoredRecord> records, ImmutableArray<ObservedFile> files, CancellationToken cancellationToken)
    {
        foreach (var record in records)
            await held.ChangeAsync(token => changes.DeleteAsync([record], [], token), cancellationToken);
        foreach (var file in files)
            await held.ChangeAsync(token => changes.DeleteAsync([], [file], token), cancellationToken);
    }

    public async Task StoreSecretsAsync(ImmutableArray<NewSecret> secrets, CancellationToken cancellationToken)
    {
        foreach (var secret in secrets)
            await held.ChangeAsync(token => changes.StoreSecretsAsync([secret], token), cancellationToken);
    }

    public Task TakeLoginAsync(PullLogin login, CancellationToken cancellationToken) =>
        held.ChangeAsync(token => changes.TakeLoginAsync(login, token), cancellationToken);

    public async Task DeleteSecretsAsync(ImmutableArray<ObservedSecret> secrets, CancellationToken cancellationToken)
    {
        foreach (var secret in secrets)
            await held.ChangeAsync(token => changes.DeleteSecretsAsync([secret], token), cancellationToken);
    }

    public Task RecordClassesAsync(ImmutableArray<ClassRecording> recordings, TimeSpan limit, CancellationToken cancellationToken) =>
        held.ChangeAsync(token => changes.RecordClassesAsync(recordings, limit, token), cancellationToken);

    public Task ApplyAsync(RenderedRelease release, int throughWave, ImmutableArray<ReleaseFile> newFiles, CancellationToken cancellationToken) =>
        held.ChangeAsync(token => changes.ApplyAsync(release, throughWave, newFiles, token), cancellationToken);

    public Task ScaleAsync(ImmutableArray<WorkloadScale> scales, CancellationToken cancellationToken) =>
        held.ChangeAsync(token => changes.ScaleAsync(scales, token), cancellationToken);

    public Task RemoveAsync(CancellationToken cancellationToken) =>
        held.ChangeAsync(changes.RemoveAsync, cancellationToken);

    public Task RemoveVolumeAsync(ObservedVolume volume, CancellationToken cancellationToken) =>
        held.ChangeAsync(token => changes.RemoveVolumeAsync(volume, token), cancellationToken);
}

internal static class OrchestratorLock
{
    /// <summary>The only way to a cluster's changes: with its lock in hand.</summary>
    public static IClusterChanges Under(this IOrchestrator orchestrator, ILockHandle held) => new LockedChanges(orchestrator.Changes, held);
}
