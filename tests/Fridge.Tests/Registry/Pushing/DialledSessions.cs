using System.Net;
using System.Text;
using Fridge.Nodes;

namespace Fridge.Tests.Registry.Pushing;

/// <summary>Sessions to a first manager of which nothing is asked but streams, and files that only its root can read.</summary>
internal sealed class DialledSessions(Func<DnsEndPoint, CancellationToken, Task<Stream>> dial, Func<string, string> file) : INodeSessions, INodeTransport
{
    public string Description => "this machine";

    public Task<NodeSession> OpenAsync(string node, CancellationToken cancellationToken) => Task.FromResult(new NodeSession(node, this));

    public Task<IRemoteProcess> StartAsync(RemoteCommand command, CancellationToken cancellationToken) => command is { AsRoot: true, Arguments: ["cat", .. var paths] }
        ? Task.FromResult<IRemoteProcess>(new Cat(string.Concat(paths.Select(file))))
        : throw new NotSupportedException(command.CommandLine());

    public Task<Stream> DialAsync(string host, int port, CancellationToken cancellationToken) => dial(new DnsEndPoint(host, port), cancellationToken);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private sealed class Cat(string text) : IRemoteProcess
    {
        public Stream StandardInput { get; } = new MemoryStream();

        public Stream StandardOutput { get; } = new MemoryStream(Encoding.UTF8.GetBytes(text));

        public Stream StandardError { get; } = new MemoryStream();

        public Task<int> WaitForExitAsync(CancellationToken cancellationToken) => Task.FromResult(0);

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
