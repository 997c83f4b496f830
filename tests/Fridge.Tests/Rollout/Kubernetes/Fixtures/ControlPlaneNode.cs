using System.Net;
using System.Text;
using Fridge.Nodes;
using Fridge.Tests.Support;

namespace Fridge.Tests.Rollout.Kubernetes.Fixtures;

/// <summary>A session to a control-plane node that is this machine: it has a kubeconfig, an API server at its port, and Flink's REST at the UI port.</summary>
/// <param name="flink">A port of this machine; null: nothing listens.</param>
internal sealed class ControlPlaneNode(ApiServer server, int uiPort, Func<int?> flink) : INodeSessions, INodeTransport
{
    private const int ApiPort = 6443;

    public string Description => "this machine";

    public Task<NodeSession> OpenAsync(string node, CancellationToken cancellationToken) => Task.FromResult(new NodeSession(node, this));

    public Task<IRemoteProcess> StartAsync(RemoteCommand command, CancellationToken cancellationToken) => Task.FromResult<IRemoteProcess>(
        command.Arguments is ["cat", "/etc/kubernetes/admin.conf"] ? new Answer(server.AdminKubeconfig) : throw new NotSupportedException(command.CommandLine()));

    public async Task<Stream> DialAsync(string host, int port, CancellationToken cancellationToken)
    {
        if (port == ApiPort)
            return await server.DialAsync(cancellationToken);
        return port == uiPort && flink() is { } there ? await Dial.OnceAsync(new IPEndPoint(IPAddress.Loopback, there), cancellationToken) : throw new IOException($"nothing listens at {host}:{port}");
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private sealed class Answer(string text) : IRemoteProcess
    {
        public Stream StandardInput => Stream.Null;

        public Stream StandardOutput { get; } = new MemoryStream(Encoding.UTF8.GetBytes(text));

        public Stream StandardError => Stream.Null;

        public Task<int> WaitForExitAsync(CancellationToken cancellationToken) => Task.FromResult(0);

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
