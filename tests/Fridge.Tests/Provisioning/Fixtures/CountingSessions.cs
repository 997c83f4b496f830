using System.Collections.Concurrent;
using Fridge.Nodes;

namespace Fridge.Tests.Provisioning.Fixtures;

/// <summary>Counts the commands that are started on each node, whatever helper starts them.</summary>
internal sealed class CountingSessions(INodeSessions inner) : INodeSessions
{
    public ConcurrentQueue<string> Started { get; } = [];

    public async Task<NodeSession> OpenAsync(string node, CancellationToken cancellationToken) =>
        new(node, new Transport(this, node, (await inner.OpenAsync(node, cancellationToken)).Transport));

    public ValueTask DisposeAsync() => inner.DisposeAsync();

    private sealed class Transport(CountingSessions counted, string node, INodeTransport inner) : INodeTransport
    {
        public string Description => inner.Description;

        public Task<IRemoteProcess> StartAsync(RemoteCommand command, CancellationToken cancellationToken)
        {
            counted.Started.Enqueue(node);
            return inner.StartAsync(command, cancellationToken);
        }

        public Task<Stream> DialAsync(string host, int port, CancellationToken cancellationToken) =>
            inner.DialAsync(host, port, cancellationToken);

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
