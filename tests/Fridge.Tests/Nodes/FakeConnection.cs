using Fridge.Nodes;

namespace Fridge.Tests.Nodes;

/// <summary>Answers commands by a function, and keeps each with the input that it was given.</summary>
internal sealed class FakeConnection(Func<RemoteCommand, RemoteResult> answer) : IConnection
{
    private readonly List<(RemoteCommand Command, MemoryStream Input)> started = [];

    public string Description => "fake";

    public bool IsLost => false;

    public IEnumerable<string> CommandLines => started.Select(run => run.Command.CommandLine());

    public IEnumerable<string> Inputs => started.Select(run => System.Text.Encoding.UTF8.GetString(run.Input.ToArray()));

    public Task<IRemoteProcess> StartAsync(RemoteCommand command, CancellationToken cancellationToken)
    {
        var input = new MemoryStream();
        started.Add((command, input));
        return Task.FromResult<IRemoteProcess>(new FakeProcess(answer(command), input));
    }

    public Task<Stream> DialAsync(string host, int port, CancellationToken cancellationToken) => throw new NotSupportedException();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private sealed class FakeProcess(RemoteResult result, MemoryStream input) : IRemoteProcess
    {
        public Stream StandardInput => input;

        public Stream StandardOutput { get; } = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(result.StandardOutput));

        public Stream StandardError { get; } = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(result.StandardError));

        public Task<int> WaitForExitAsync(CancellationToken cancellationToken) => Task.FromResult(result.ExitStatus);

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
