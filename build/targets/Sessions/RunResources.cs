using Fridge.Nodes;

namespace Fridge.Targets.Sessions;

/// <summary>What a run holds until its end: connections, and the cluster's lock.</summary>
internal sealed class RunResources : IAsyncDisposable
{
    private readonly Lock gate = new();
    private readonly List<IAsyncDisposable> held = [];
    private INodeSessions? sessions;

    /// <summary>One set of sessions a run, however many targets ask.</summary>
    public INodeSessions Sessions(Func<INodeSessions> open)
    {
        lock (gate)
        {
            if (sessions is null)
                held.Add(sessions = open());
            return sessions;
        }
    }

    public T Hold<T>(T resource)
        where T : IAsyncDisposable
    {
        lock (gate)
            held.Add(resource);
        return resource;
    }

    /// <summary>In the opposite order: the lock goes before the connection that holds it.</summary>
    public async ValueTask DisposeAsync()
    {
        foreach (var resource in held.AsEnumerable().Reverse())
            await resource.DisposeAsync();
        held.Clear();
    }
}
