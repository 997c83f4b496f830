using System.Collections.Immutable;
using System.Net;
using Docker.DotNet;
using Fridge.Manifests;
using Fridge.Nodes;
using Fridge.Rollout.Classes;
using Fridge.Rollout.Engines;
using Fridge.Rollout.Orchestration;
using Fridge.Rollout.Secrets;
using Fridge.Rollout.Verbs;
using Fridge.Tooling;

namespace Fridge.Rollout.Swarm;

/// <summary>What changes a stack of a swarm.</summary>
internal sealed class SwarmChanges(INodeSessions sessions, string manager, string stack, EngineImages images, PullLogins logins) : IClusterChanges
{
    private string? clientVersion;

    public async Task StoreAsync(StoredRecord record, CancellationToken cancellationToken) =>
        await (await ConfigsAsync(cancellationToken)).StoreAsync(record, cancellationToken);

    public async Task DeleteAsync(ImmutableArray<StoredRecord> records, ImmutableArray<ObservedFile> files, CancellationToken cancellationToken)
    {
        var configs = await ConfigsAsync(cancellationToken);
        foreach (var id in records.Select(record => record.Id).Concat(files.Select(file => file.Id)))
            await configs.RemoveAsync(id, cancellationToken);
    }

    public async Task StoreSecretsAsync(ImmutableArray<NewSecret> secrets, CancellationToken cancellationToken)
    {
        var store = await SecretsAsync(cancellationToken);
        foreach (var secret in secrets)
            await store.CreateAsync(secret, cancellationToken);
    }

    /// <summary>Swarm keeps it with the services that it starts.</summary>
    public Task TakeLoginAsync(PullLogin login, CancellationToken cancellationToken)
    {
        logins.Told = login;
        return Task.CompletedTask;
    }

    public async Task DeleteSecretsAsync(ImmutableArray<ObservedSecret> secrets, CancellationToken cancellationToken)
    {
        var store = await SecretsAsync(cancellationToken);
        foreach (var secret in secrets)
            await store.RemoveAsync(secret, cancellationToken);
    }

    public Task RecordClassesAsync(ImmutableArray<ClassRecording> recordings, TimeSpan limit, CancellationToken cancellationToken) =>
        images.RecordClassesAsync(recordings, limit, cancellationToken);

    /// <summary>Configs first, since the stack's text only names them.</summary>
    public async Task ApplyAsync(RenderedRelease release, int throughWave, ImmutableArray<ReleaseFile> newFiles, CancellationToken cancellationToken)
    {
        var configs = await ConfigsAsync(cancellationToken);
        foreach (var file in newFiles)
            await configs.CreateAsync(file, cancellationToken);
        var session = await ManagerAsync(cancellationToken);
        clientVersion ??= (await session.ExecAsync(StackCommand.ClientVersion, cancellationToken)).StandardOutput.Trim();
        await StackCommand.DeployAsync(session, release, throughWave, clientVersion, logins.Told, cancellationToken);
    }

    public async Task ScaleAsync(ImmutableArray<WorkloadScale> scales, CancellationToken cancellationToken) =>
        await (await ManagerAsync(cancellationToken)).ExecAsync(
            StackCommand.Scale(stack, scales.Select(scale => (scale.Workload, scale.To))), cancellationToken);

    public async Task RemoveAsync(CancellationToken cancellationToken) =>
        await (await ManagerAsync(cancellationToken)).ExecAsync(StackCommand.Remove(stack), cancellationToken);

    public async Task RemoveVolumeAsync(ObservedVolume volume, CancellationToken cancellationToken)
    {
        var engine = await (await sessions.OpenAsync(volume.Node, cancellationToken)).EngineAsync(cancellationToken);
        try
        {
            await engine.Volumes.RemoveAsync(volume.Name, force: false, cancellationToken);
        }
        catch (DockerApiException e) when (e.StatusCode == HttpStatusCode.Conflict)
        {
            throw new FridgeException(
                $"{volume.Node}: the volume {volume.Name} is in use by a container that isn't the stack's.",
                $"On {volume.Node}: docker container ls --all --filter volume={volume.Name}",
                inner: e);
        }
    }

    private Task<NodeSession> ManagerAsync(CancellationToken cancellationToken) => sessions.OpenAsync(manager, cancellationToken);

    private async Task<SecretStore> SecretsAsync(CancellationToken cancellationToken) =>
        new(await (await ManagerAsync(cancellationToken)).EngineAsync(cancellationToken), stack);

    private async Task<ConfigStore> ConfigsAsync(CancellationToken cancellationToken) =>
        new(await (await ManagerAsync(cancellationToken)).EngineAsync(cancellationToken), stack);
}
