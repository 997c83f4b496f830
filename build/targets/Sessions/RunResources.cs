using System.Collections.Immutable;
using Fridge.Nodes;
using Fridge.Nodes.Locks;

namespace Fridge.Targets.Sessions;

/// <summary>What a run holds until its end: connections, and the cluster's lock.</summary>
internal sealed class RunResources : IAsyncDisposable
{
    private readonly Lock gate = new();
    private readonly List<IAsyncDisposable> held = [];
    private ILockHandle? clusterLock;
    private readonly List<Opened> opened = [];

    /// <summary>One set of sessions for nodes that are reached alike, however many targets ask; where an address or a key has changed meanwhile, another.</summary>
    /// <param name="beforeTheFirst">Done once a run.</param>
    public INodeSessions Sessions(ImmutableArray<NodeAddress> addresses, Func<ImmutableArray<NodeAddress>, INodeSessions> open, Action beforeTheFirst)
    {
        lock (gate)
        {
            if (opened.Find(known => known.Addresses.SequenceEqual(addresses)) is { } known)
                return known.Sessions;
            if (opened.Count == 0)
                beforeTheFirst();
            var sessions = open(addresses);
            opened.Add(new Opened(addresses, sessions));
            held.Add(sessions);
            return sessions;
        }
    }

    /// <summary>Where it isn't held, because a check takes none, a change is refused: a plan that is empty makes none.</summary>
    public ILockHandle Lock => clusterLock ?? UntakenLock.Instance;

    public bool HoldsLock => clusterLock is not null;

    /// <summary>Once a run: what the command line names beside each other comes one by one, under the same lock.</summary>
    public async Task LockAsync(Func<CancellationToken, Task<ILockHandle>> take, CancellationToken cancellationToken)
    {
        if (clusterLock is not null)
            return;
        clusterLock = await take(cancellationToken);
        lock (gate)
            held.Add(clusterLock);
    }

    /// <summary>In the opposite order: the lock goes before the connection that holds it.</summary>
    public async ValueTask DisposeAsync()
    {
        foreach (var resource in held.AsEnumerable().Reverse())
            await resource.DisposeAsync();
        held.Clear();
    }

    private sealed record Opened(ImmutableArray<NodeAddress> Addresses, INodeSessions Sessions);
}
