using System.Net;
using Fridge.Nodes;

namespace Fridge.Tests.Registry.Pushing;

/// <summary>Sessions to nodes of which nothing is asked but a stream.</summary>
internal sealed class DialledSessions(Func<DnsEndPoint, CancellationToken, Task<Stream>> dial) : INodeSessions, INodeTransport
{
    public string Description => "this machine";

    public Task<NodeSession> OpenAsync(string node, CancellationToken cancellationToken) => Task.FromResult(new NodeSession(node, this));

    public Task<IRemoteProcess> StartAsync(RemoteCommand command, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<Stream> DialAsync(string host, int port, CancellationToken cancellationToken) => dial(new DnsEndPoint(host, port), cancellationToken);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
