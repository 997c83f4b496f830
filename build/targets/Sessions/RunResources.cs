using System.Collections.Immutable;
using Fridge.Nodes;
using Fridge.Nodes.Locks;
using Fridge.Rollout.Orchestration;

namespace Fridge.Targets.Sessions;

/// <summary>What a run holds until its end: connections, and the cluster's lock.</summary>
internal sealed class RunResources : IAsyncDisposable
{
    private readonly Lock gate = new();
    private ILockHandle? clusterLock;
    private readonly List<Opened> opened = [];
    private readonly Dictionary<INodeSessions, IOrchestrator> orchestrators = [];
    private readonly List<IDisposable> kept = [];
    private Task? once;

    /// <summary>One set of sessions for nodes that are reached alike, however many targets ask; where an address or a key has changed meanwhile, another.</summary>
    public INodeSessions Sessions(ImmutableArray<NodeAddress> addresses, Func<ImmutableArray<NodeAddress>, INodeSessions> open)
    {
        lock (gate)
        {
            if (opened.Find(known => known.Addresses.SequenceEqual(addresses)) is { } known)
                return known.Sessions;
            var sessions = open(addresses);
            opened.Add(new Opened(addresses, sessions));
            return sessions;
        }
    }

    /// <summary>One orchestrator for each set of sessions, however many targets ask: its connection is opened once a run.</summary>
    public IOrchestrator Orchestrator(INodeSessions sessions, Func<INodeSessions, IOrchestrator> open)
    {
        lock (gate)
        {
            if (!orchestrators.TryGetValue(sessions, out var orchestrator))
                orchestrators[sessions] = orchestrator = open(sessions);
            return orchestrator;
        }
    }

    /// <summary>What is let go of when the run is over.</summary>
    public T Keep<T>(T thing)
        where T : IDisposable
    {
        lock (gate)
            kept.Add(thing);
        return thing;
    }

    /// <summary>Done by whoever comes first in the run; the others wait for it.</summary>
    public Task OnceAsync(Func<Task> work)
    {
        lock (gate)
            return once ??= work();
    }

    /// <summary>Where it isn't held, because a check takes none, a change is refused: a plan that is empty makes none.</summary>
    public ILockHandle Lock => clusterLock ?? UntakenLock.Instance;

    public bool HoldsLock => clusterLock is not null;

    /// <summary>Once a run: what the command line names beside each other comes one by one, under the same lock.</summary>
    public async Task LockAsync(Func<CancellationToken, Task<ILockHandle>> take, CancellationToken cancellationToken) =>
        clusterLock ??= await take(cancellationToken);

    /// <summary>In the opposite order: the lock goes before the connection that holds it, and that before the sessions that it goes through.</summary>
    public async ValueTask DisposeAsync()
    {
        if (clusterLock is not null)
            await clusterLock.DisposeAsync();
        foreach (var thing in kept.Concat(orchestrators.Values))
            thing.Dispose();
        foreach (var sessions in opened.AsEnumerable().Reverse())
            await sessions.Sessions.DisposeAsync();
        opened.Clear();
    }

    private sealed record Opened(ImmutableArray<NodeAddress> Addresses, INodeSessions Sessions);
}
