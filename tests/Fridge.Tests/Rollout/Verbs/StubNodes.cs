using System.Collections.Concurrent;
using System.Net.Sockets;
using System.Text;
using Fridge.Nodes;
using Fridge.Tests.Tooling.Downloads;

namespace Fridge.Tests.Rollout.Verbs;

/// <summary>Nodes whose engines answer requests by a function, and which remember the commands that were run.</summary>
/// <param name="answer">Node and request line, such as <c>GET /services</c>, to JSON; null: 409.</param>
internal sealed class StubNodes(Func<string, string, string?> answer) : INodeSessions
{
    private readonly ConcurrentDictionary<string, Node> nodes = [];

    /// <summary>Commands and changing requests in order, each with its node.</summary>
    public ConcurrentQueue<string> Changes { get; } = [];

    /// <summary>Is given what a changing request says: the request's line and its body.</summary>
    public Action<string, string> Bodies { get; init; } = (_, _) => { };

    public Task<NodeSession> OpenAsync(string node, CancellationToken cancellationToken) =>
        Task.FromResult(nodes.GetOrAdd(node, name => new Node(this, name)).Session);

    public async ValueTask DisposeAsync()
    {
        foreach (var node in nodes.Values)
            await node.Session.DisposeAsync();
    }

    private (string Head, byte[] Body) Answer(string node, string request)
    {
        var words = request.Split(' ', 3);
        var path = words[1].Split('?')[0];
        var line = $"{words[0]} {(path.StartsWith("/v1.", StringComparison.Ordinal) ? path[path.IndexOf('/', 1)..] : path)}";
        if (words[0] != "GET")
        {
            Changes.Enqueue($"{node}: {line}");
            Bodies(line, request);
        }

        var body = line == "GET /version" ? """{"ApiVersion": "1.41"}""" : answer(node, line) ?? (line == "GET /secrets" ? "[]" : null);
        return body is null ? Head("409 Conflict", """{"message": "no"}""") : Head("200 OK", body);
    }

    private static (string Head, byte[] Body) Head(string status, string body) => (
        $"HTTP/1.1 {status}\r\nContent-Type: application/json\r\nContent-Length: {Encoding.UTF8.GetByteCount(body)}", Encoding.UTF8.GetBytes(body));

    private sealed class Node : INodeTransport
    {
        private readonly StubNodes all;
        private readonly string name;
        private readonly TinyHttpServer engine;

        public Node(StubNodes all, string name)
        {
            (this.all, this.name) = (all, name);
            engine = new TinyHttpServer(request => all.Answer(name, request));
            Session = new NodeSession(name, this);
        }

        public NodeSession Session { get; }

        public string Description => name;

        public async Task<IRemoteProcess> StartAsync(RemoteCommand command, CancellationToken cancellationToken)
        {
            if (command.Arguments is ["docker", "--host", _, "system", "dial-stdio"])
                return new Dialled(await DialAsync(engine.Address.Host, engine.Address.Port, cancellationToken));
            if (command.Arguments[0] != "sh")
                all.Changes.Enqueue($"{name}: {command.CommandLine()}");
            return new Dialled(Stream.Null);
        }

        public async Task<Stream> DialAsync(string host, int port, CancellationToken cancellationToken)
        {
            var client = new TcpClient();
            await client.ConnectAsync(host, port, cancellationToken);
            return client.GetStream();
        }

        public ValueTask DisposeAsync()
        {
            engine.Dispose();
            return ValueTask.CompletedTask;
        }
    }

    private sealed class Dialled(Stream stream) : IRemoteProcess
    {
        public Stream StandardInput => stream;

        public Stream StandardOutput => stream;

        public Stream StandardError => Stream.Null;

        public Task<int> WaitForExitAsync(CancellationToken cancellationToken) => Task.FromResult(0);

        public ValueTask DisposeAsync() => stream.DisposeAsync();
    }
}
