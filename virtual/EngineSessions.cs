using Fridge.Nodes;
using Fridge.Tooling;
using Fridge.Tooling.Host;
using Fridge.Tooling.Processes;

namespace Fridge.Virtual;

/// <summary>Commands in virtual Pis through this machine's engine: needs neither sshd nor a key, so any clone may ask.</summary>
internal sealed class EngineSessions(IProcessRunner processes, LocalDocker docker, string cluster) : INodeSessions
{
    public Task<NodeSession> OpenAsync(string node, CancellationToken cancellationToken) =>
        Task.FromResult(new NodeSession(node, new Exec(processes, docker, VirtualNames.Container(cluster, node))));

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private sealed class Exec(IProcessRunner processes, LocalDocker docker, string container) : INodeTransport
    {
        public string Description => $"docker exec {container}";

        public Task<IRemoteProcess> StartAsync(RemoteCommand command, CancellationToken cancellationToken) =>
            Task.FromResult<IRemoteProcess>(new EngineProcess(processes, docker.Command(["exec", "--interactive", container, .. command.Arguments])));

        public Task<Stream> DialAsync(string host, int port, CancellationToken cancellationToken) => throw new FridgeException($"{container} can only be reached by commands, through this machine's engine.");

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
