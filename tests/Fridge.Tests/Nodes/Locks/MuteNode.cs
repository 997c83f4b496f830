using System.IO.Pipelines;
using Fridge.Nodes;

namespace Fridge.Tests.Nodes.Locks;

/// <summary>A node whose command starts and says nothing.</summary>
internal sealed class MuteNode : INodeSessions, INodeTransport, IRemoteProcess
{
    private readonly Pipe silence = new();

    public string Description => "mute";

    public bool IsDisposed { get; private set; }

    public Stream StandardInput { get; } = new MemoryStream();

    public Stream StandardOutput => silence.Reader.AsStream();

    public Stream StandardError => Stream.Null;

    public Task<NodeSession> OpenAsync(string node, CancellationToken cancellationToken) => Task.FromResult(new NodeSession(node, this));

    public Task<IRemoteProcess> StartAsync(RemoteCommand command, CancellationToken cancellationToken) => Task.FromResult<IRemoteProcess>(this);

    public Task<Stream> DialAsync(string host, int port, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<int> WaitForExitAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

    public ValueTask DisposeAsync()
    {
        IsDisposed = true;
        return ValueTask.CompletedTask;
    }
}
