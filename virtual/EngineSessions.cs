using System.Text;
using Fridge.Nodes;
using Fridge.Tooling.Host;
using Fridge.Tooling.Processes;

namespace Fridge.Virtual;

/// <summary>Commands in virtual Pis through this machine's engine, run to their end without input: needs neither sshd nor a key, so any clone may ask.</summary>
internal sealed class EngineSessions(IProcessRunner processes, LocalDocker docker, string cluster) : INodeSessions
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    public Task<NodeSession> OpenAsync(string node, CancellationToken cancellationToken) =>
        Task.FromResult(new NodeSession(node, new Exec(processes, docker, Names.Container(cluster, node))));

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private sealed class Exec(IProcessRunner processes, LocalDocker docker, string container) : INodeTransport
    {
        public string Description => $"docker exec {container}";

        public async Task<IRemoteProcess> StartAsync(RemoteCommand command, CancellationToken cancellationToken) => new Ended(
            await processes.TryRunAsync(docker.Command(["exec", container, .. command.Arguments]) with { TimeLimit = Limit }, cancellationToken: cancellationToken));

        public Task<Stream> DialAsync(string host, int port, CancellationToken cancellationToken) => throw new NotSupportedException();

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }

    private sealed class Ended(ProcessResult result) : IRemoteProcess
    {
        public Stream StandardInput => Stream.Null;

        public Stream StandardOutput { get; } = new MemoryStream(Encoding.UTF8.GetBytes(result.StandardOutput));

        public Stream StandardError { get; } = new MemoryStream(Encoding.UTF8.GetBytes(result.StandardError));

        public Task<int> WaitForExitAsync(CancellationToken cancellationToken) => Task.FromResult(result.ExitCode);

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
