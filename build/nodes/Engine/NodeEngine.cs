using Docker.DotNet;
using Fridge.Tooling;
using Fridge.Tooling.Engines;

namespace Fridge.Nodes;

/// <summary>A node's engine through the session: each HTTP connection is a <c>docker system dial-stdio</c>.</summary>
/// <param name="follows">For what is silent until something happens.</param>
internal sealed class NodeEngine(string node, INodeTransport transport, bool follows = false) : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(1);

    private readonly SemaphoreSlim once = new(1, 1);
    private IDockerClient? client;

    public async Task<IDockerClient> ClientAsync(CancellationToken cancellationToken)
    {
        await once.WaitAsync(cancellationToken);
        try
        {
            return client ??= await OpenAsync(cancellationToken);
        }
        finally
        {
            once.Release();
        }
    }

    public void Dispose()
    {
        client?.Dispose();
        once.Dispose();
    }

    private async Task<IDockerClient> OpenAsync(CancellationToken cancellationToken)
    {
        var command = new RemoteCommand(["docker", .. RemoteCommand.OwnEngine, "system", "dial-stdio"]) { AsRoot = await NeedsRootAsync(cancellationToken) };
        return follows
            ? await EngineClient.OpenFollowingAsync(node, ConnectAsync, cancellationToken)
            : await EngineClient.OpenAsync(node, ConnectAsync, cancellationToken);

        ValueTask<Stream> ConnectAsync(CancellationToken token) => DialStdio.OpenAsync(node, transport, command, token);
    }

    /// <summary>A user outside the group docker can't write to the engine's socket.</summary>
    private async Task<bool> NeedsRootAsync(CancellationToken cancellationToken)
    {
        var probe = RemoteCommand.Shell($"command -v docker >/dev/null || exit 3; [ -w /var/run/docker.sock ]") with { TimeLimit = Limit };
        var result = await new NodeSession(node, transport).TryExecAsync(probe, cancellationToken);
        return result.ExitStatus == 3
            ? throw new FridgeException($"{node} has no docker command.", "./build.sh Provision installs Docker there.")
            : result.ExitStatus != 0;
    }
}
