using System.Collections.Immutable;
using Fridge.Nodes.Locks;
using Fridge.Rollout.Gates;
using Fridge.Rollout.Orchestration;
using Fridge.Tooling;

namespace Fridge.Rollout.Verbs;

/// <summary>Destroy of a real cluster: what was rolled out and all that bears its name, nothing else; volumes only when asked for.</summary>
public sealed class Removal(IOrchestrator orchestrator, TimeProvider time, IReport report)
{
    public RolloutLimits Limits { get; init; } = new();

    private GateKeeper Keeper => new(Limits, time, report);

    /// <summary>What there is to be removed; changes nothing.</summary>
    /// <exception cref="FridgeException">The cluster's name is another's too.</exception>
    public async Task<ImmutableArray<string>> FindAsync(bool volumes, CancellationToken cancellationToken)
    {
        ForeignWorkloads.Refuse(orchestrator.Cluster, await orchestrator.ReadAsync(cancellationToken));
        var remains = await orchestrator.RemainsAsync(cancellationToken);
        return volumes ? [.. remains.Things, .. (await orchestrator.VolumesAsync(cancellationToken)).Select(volume => volume.ToString())] : remains.Things;
    }

    /// <returns>What was removed, for a person; empty: there was nothing.</returns>
    public async Task<ImmutableArray<string>> RemoveAsync(bool volumes, ILockHandle held, CancellationToken cancellationToken)
    {
        ForeignWorkloads.Refuse(orchestrator.Cluster, await orchestrator.ReadAsync(cancellationToken));
        var changes = orchestrator.Under(held);
        var removed = (await orchestrator.RemainsAsync(cancellationToken)).Things;
        if (!removed.IsEmpty)
        {
            await changes.RemoveAsync(cancellationToken);
            await Keeper.WaitAsync("waiting for the stack to be gone", Limits.Tasks, GoneAsync, cancellationToken);
        }

        return volumes ? [.. removed, .. await RemoveVolumesAsync(changes, cancellationToken)] : removed;
    }

    private async Task<GateState> GoneAsync(CancellationToken cancellationToken)
    {
        var left = await orchestrator.RemainsAsync(cancellationToken);
        return left.IsNothing ? new GateOpen("nothing is left") : new GateWaiting($"left: {string.Join(", ", left.Things.Concat(left.Leftovers))}");
    }

    private async Task<IEnumerable<string>> RemoveVolumesAsync(IClusterChanges changes, CancellationToken cancellationToken)
    {
        var volumes = await orchestrator.VolumesAsync(cancellationToken);
        foreach (var onNode in volumes.GroupBy(volume => volume.Node))
        {
            // A worker's container may still be in its grace period when the orchestrator knows nothing of it any more.
            await Keeper.WaitAsync(
                $"waiting for the stack's containers on {onNode.Key} to be gone", Limits.Tasks, token => UnusedAsync(onNode.Key, token), cancellationToken);
            foreach (var volume in onNode)
                await changes.RemoveVolumeAsync(volume, cancellationToken);
        }

        return volumes.Select(volume => volume.ToString());
    }

    private async Task<GateState> UnusedAsync(string node, CancellationToken cancellationToken)
    {
        var left = await orchestrator.ContainersOnAsync(node, cancellationToken);
        return left == 0 ? new GateOpen("none are left") : new GateWaiting($"{left} are left");
    }
}
