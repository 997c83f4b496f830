using System.Diagnostics;
using Fridge.Nodes;

namespace Fridge.Tests.Nodes.Locks;

/// <summary>A node that is this machine: a script runs in its own sh. A session each, as two people have.</summary>
internal sealed class LocalNode : INodeSessions, INodeTransport
{
    public string Description => "this machine";

    public List<Process> Started { get; } = [];

    /// <summary>What a login there has in its environment, beside this program's: <c>NAME=VALUE</c>.</summary>
    public string[] Login { get; init; } = [];

    public Task<NodeSession> OpenAsync(string node, CancellationToken cancellationToken) => Task.FromResult(new NodeSession(node, this));

    public Task<IRemoteProcess> StartAsync(RemoteCommand command, CancellationToken cancellationToken)
    {
        var process = Process.Start(new ProcessStartInfo("env", [.. Login, .. command.Arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        Started.Add(process);
        return Task.FromResult<IRemoteProcess>(new Local(process));
    }

    public Task<Stream> DialAsync(string host, int port, CancellationToken cancellationToken) => throw new NotSupportedException();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private sealed class Local(Process process) : IRemoteProcess
    {
        public Stream StandardInput => process.StandardInput.BaseStream;

        public Stream StandardOutput => process.StandardOutput.BaseStream;

        public Stream StandardError => process.StandardError.BaseStream;

        public async Task<int> WaitForExitAsync(CancellationToken cancellationToken)
        {
            await process.WaitForExitAsync(cancellationToken);
            return process.ExitCode;
        }

        public ValueTask DisposeAsync()
        {
            StandardInput.Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
