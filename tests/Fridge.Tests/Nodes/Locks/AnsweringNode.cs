using System.IO.Pipelines;
using System.Text;
using Fridge.Nodes;

namespace Fridge.Tests.Nodes.Locks;

/// <summary>A manager whose lock is held at once, and that answers when the test says so.</summary>
internal sealed class AnsweringNode : INodeSessions, INodeTransport, IRemoteProcess
{
    private readonly Pipe questions = new();
    private readonly Pipe answers = new();
    private readonly StreamReader asked;

    public AnsweringNode()
    {
        asked = new StreamReader(questions.Reader.AsStream());
        StandardInput = questions.Writer.AsStream();
        StandardOutput = answers.Reader.AsStream();
    }

    public string Description => "answering";

    public Stream StandardInput { get; }

    public Stream StandardOutput { get; }

    public Stream StandardError => Stream.Null;

    public async Task<string?> QuestionAsync(CancellationToken cancellationToken) => await asked.ReadLineAsync(cancellationToken);

    public async Task SayAsync(string line) => await answers.Writer.WriteAsync(Encoding.ASCII.GetBytes(line + "\n"));

    public void End() => answers.Writer.Complete();

    public Task<NodeSession> OpenAsync(string node, CancellationToken cancellationToken) => Task.FromResult(new NodeSession(node, this));

    public async Task<IRemoteProcess> StartAsync(RemoteCommand command, CancellationToken cancellationToken)
    {
        await SayAsync("held 0");
        return this;
    }

    public Task<Stream> DialAsync(string host, int port, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<int> WaitForExitAsync(CancellationToken cancellationToken) => Task.FromResult(0);

    public ValueTask DisposeAsync()
    {
        End();
        return ValueTask.CompletedTask;
    }
}
