using System.Collections.Immutable;
using Fridge.Nodes;
using Fridge.Nodes.Locks;
using Fridge.Nodes.Sources;
using Fridge.Tooling;

namespace Fridge.Virtual;

/// <summary>
/// The cluster's lock on every virtual Pi that runs, held while Pis are made, replaced or removed: whoever changes the cluster, by whichever
/// file or clone, holds it on one of them. Within <see cref="MachineLock"/>, so a run that waits there finds the Pis as this one leaves them; the
/// lock of a Pi that is removed goes with it.
/// </summary>
internal sealed class PiLocks : IAsyncDisposable
{
    private readonly List<ILockHandle> held = [];

    /// <exception cref="LockBusyException">Somebody changes the cluster. None is held then.</exception>
    public static async Task<PiLocks> TakeAsync(
        ImmutableArray<ObservedPi> pis, INodeSessions sessions, TakeLock take, IReport report, CancellationToken cancellationToken)
    {
        var locks = new PiLocks();
        try
        {
            foreach (var pi in pis.Where(pi => pi.State == "running").OrderBy(pi => pi.Node, StringComparer.Ordinal))
                await locks.TakeAsync(sessions, pi.Node, take, report, cancellationToken);
            return locks;
        }
        catch
        {
            await locks.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var each in held.AsEnumerable().Reverse())
            await each.DisposeAsync();
    }

    /// <summary>A Pi that can't be asked holds nobody's lock: it is broken, and this run may be about to mend it.</summary>
    private async Task TakeAsync(INodeSessions sessions, string node, TakeLock take, IReport report, CancellationToken cancellationToken)
    {
        try
        {
            if (await take(sessions, node, cancellationToken) is { } taken)
                held.Add(taken);
        }
        catch (FridgeException noAnswer) when (noAnswer is not LockBusyException)
        {
            report.Detail($"Continues without the lock on {node}: {noAnswer.Message}");
        }
    }
}
