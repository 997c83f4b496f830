using System.Collections.Concurrent;
using System.Text;
using Fridge.Nodes;

namespace Fridge.Tests.Provisioning.Fixtures;

/// <summary>Nodes that answer commands from a function, and count them.</summary>
internal sealed class FakeNodes(Func<string, RemoteCommand, FakeAnswer> answer) : INodeSessions
{
    public ConcurrentQueue<(string Node, RemoteCommand Command)> Started { get; } = [];

    public int ExecsOf(string node) => Started.Count(started => started.Node == node);

    public Task<NodeSession> OpenAsync(string node, CancellationToken cancellationToken) =>
        Task.FromResult(new NodeSession(node, new Transport(this, node)));

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    public static bool ReadsFacts(RemoteCommand command) => command.Arguments.Any(argument => argument == "fridge-facts");

    private sealed class Transport(FakeNodes nodes, string node) : INodeTransport
    {
        public string Description => $"fake {node}";

        public Task<IRemoteProcess> StartAsync(RemoteCommand command, CancellationToken cancellationToken)
        {
            nodes.Started.Enqueue((node, command));
            return Task.FromResult<IRemoteProcess>(new Process(nodes.Answer(node, command)));
        }

        public Task<Stream> DialAsync(string host, int port, CancellationToken cancellationToken) =>
            throw new IOException($"{node} dials nobody");

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }

    private sealed class Process(FakeAnswer answer) : IRemoteProcess
    {
        public Stream StandardInput { get; } = new MemoryStream();

        public Stream StandardOutput { get; } = new MemoryStream(Encoding.UTF8.GetBytes(answer.Output));

        public Stream StandardError { get; } = new MemoryStream(Encoding.UTF8.GetBytes(answer.Errors));

        public async Task<int> WaitForExitAsync(CancellationToken cancellationToken)
        {
            if (answer.NeverEnds) await Task.Delay(Timeout.Infinite, cancellationToken);
            return answer.Status;
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }

    private FakeAnswer Answer(string node, RemoteCommand command) => answer(node, command);
}

internal sealed record FakeAnswer(string Output = "", int Status = 0, string Errors = "")
{
    public bool NeverEnds { get; init; }

    /// <param name="sections">Of those with one name the last wins.</param>
    public static FakeAnswer Facts(string sections) => new(FactsText.Output(sections));
}
