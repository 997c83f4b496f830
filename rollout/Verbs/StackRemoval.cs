using System.Collections.Immutable;
using System.Net;
using Docker.DotNet;
using Docker.DotNet.Models;
using Fridge.Nodes;
using Fridge.Rollout.Deploy;
using Fridge.Rollout.Gates;
using Fridge.Nodes.Locks;
using Fridge.Rollout.Swarm;
using Fridge.Tooling;

namespace Fridge.Rollout.Verbs;

/// <summary>Destroy of a real cluster: the stack and all that bears its name, nothing else; volumes only when asked for.</summary>
public sealed class StackRemoval(INodeSessions sessions, TimeProvider time, IReport report)
{
    public RolloutLimits Limits { get; init; } = new();

    /// <summary>What there is to be removed; changes nothing.</summary>
    /// <param name="nodes">All nodes, by name; asked only for volumes.</param>
    public async Task<ImmutableArray<string>> FindAsync(
        string stack, string manager, ImmutableArray<string> nodes, bool volumes, CancellationToken cancellationToken)
    {
        var found = ImmutableArray.CreateBuilder<string>();
        found.AddRange(Names(await StackReader.ReadAsync(await EngineAsync(manager, cancellationToken), stack, cancellationToken)));
        foreach (var node in volumes ? nodes : [])
            found.AddRange((await VolumesAsync(await EngineAsync(node, cancellationToken), stack, cancellationToken)).Select(volume => VolumeOn(node, volume)));
        return found.ToImmutable();
    }

    /// <param name="nodes">All nodes, by name; asked only for volumes.</param>
    /// <returns>What was removed, for a person; empty: there was nothing.</returns>
    public async Task<ImmutableArray<string>> RemoveAsync(
        string stack, string manager, ImmutableArray<string> nodes, bool volumes, ILockHandle heldLock, CancellationToken cancellationToken)
    {
        var session = await sessions.OpenAsync(manager, cancellationToken);
        var engine = await session.EngineAsync(cancellationToken);
        var held = await StackReader.ReadAsync(engine, stack, cancellationToken);
        ImmutableArray<string> removed = [.. Names(held)];
        if (!removed.IsEmpty)
        {
            await heldLock.EnsureHeldAsync(cancellationToken);
            await session.ExecAsync(StackCommand.Remove(stack), cancellationToken);
            await new GateKeeper(Limits, time, report).WaitAsync(
                "waiting for the stack to be gone", Limits.Tasks, token => GoneAsync(engine, stack, token), cancellationToken);
        }

        return volumes ? [.. removed, .. await RemoveVolumesAsync(stack, nodes, heldLock, cancellationToken)] : removed;
    }

    private async Task<IDockerClient> EngineAsync(string node, CancellationToken cancellationToken) =>
        await (await sessions.OpenAsync(node, cancellationToken)).EngineAsync(cancellationToken);

    private static string VolumeOn(string node, string volume) => $"volume {volume} on {node}";

    private static IEnumerable<string> Names(Observed held) =>
        held.Workloads.Select(service => $"service {service.Name}").Concat(held.Files.Select(config => $"config {config.Name}"));

    private static async Task<GateState> GoneAsync(IDockerClient engine, string stack, CancellationToken cancellationToken)
    {
        var filter = StackFilter.Of(stack);
        var held = await StackReader.ReadAsync(engine, stack, cancellationToken);
        var networks = await engine.Networks.ListNetworksAsync(new NetworksListParameters { Filters = filter }, cancellationToken);
        var containers = await engine.Containers.ListContainersAsync(new ContainersListParameters { All = true, Filters = filter }, cancellationToken);
        var saying = $"{held.Workloads.Length} services, {held.Files.Length} configs, {networks.Count} networks, {containers.Count} containers on the manager are left";
        return held.Workloads.Length + held.Files.Length + networks.Count + containers.Count == 0 ? new GateOpen(saying) : new GateWaiting(saying);
    }

    private async Task<IReadOnlyList<string>> RemoveVolumesAsync(
        string stack, ImmutableArray<string> nodes, ILockHandle heldLock, CancellationToken cancellationToken)
    {
        List<string> removed = [];
        foreach (var node in nodes)
        {
            var engine = await EngineAsync(node, cancellationToken);
            var volumes = await VolumesAsync(engine, stack, cancellationToken);
            if (volumes.IsEmpty)
                continue;

            // A worker's container may still be in its grace period when the manager knows nothing of it any more.
            await new GateKeeper(Limits, time, report).WaitAsync(
                $"waiting for the stack's containers on {node} to be gone", Limits.Tasks, token => UnusedAsync(engine, stack, token), cancellationToken);
            await heldLock.EnsureHeldAsync(cancellationToken);
            foreach (var volume in volumes)
            {
                await RemoveVolumeAsync(engine, node, volume, cancellationToken);
                removed.Add(VolumeOn(node, volume));
            }
        }

        return removed;
    }

    private static async Task<GateState> UnusedAsync(IDockerClient engine, string stack, CancellationToken cancellationToken)
    {
        var parameters = new ContainersListParameters { All = true, Filters = StackFilter.Of(stack) };
        var left = (await engine.Containers.ListContainersAsync(parameters, cancellationToken)).Count;
        return left == 0 ? new GateOpen("none are left") : new GateWaiting($"{left} are left");
    }

    private static async Task RemoveVolumeAsync(IDockerClient engine, string node, string volume, CancellationToken cancellationToken)
    {
        try
        {
            await engine.Volumes.RemoveAsync(volume, force: false, cancellationToken);
        }
        catch (DockerApiException e) when (e.StatusCode == HttpStatusCode.Conflict)
        {
            throw new FridgeException(
                $"{node}: the volume {volume} is in use by a container that isn't the stack's.",
                $"On {node}: docker container ls --all --filter volume={volume}",
                inner: e);
        }
    }

    private static async Task<ImmutableArray<string>> VolumesAsync(IDockerClient engine, string stack, CancellationToken cancellationToken)
    {
        var found = await engine.Volumes.ListAsync(new VolumesListParameters { Filters = StackFilter.Of(stack) }, cancellationToken);
        return [.. (found.Volumes ?? []).Select(volume => volume.Name!)];
    }
}
