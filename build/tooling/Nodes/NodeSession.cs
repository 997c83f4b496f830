using Docker.DotNet;

namespace Fridge.Tooling.Nodes;

/// <summary>A node within reach: small helpers on top of a transport's two primitives.</summary>
public sealed class NodeSession(string node, INodeTransport transport) : IAsyncDisposable
{
    public string Node { get; } = node;

    public INodeTransport Transport { get; } = transport;

    /// <summary>Runs a command to its end.</summary>
    /// <exception cref="RemoteCommandFailedException">A non-zero exit status, with node, command and standard error.</exception>
    public Task<RemoteResult> ExecAsync(RemoteCommand command, CancellationToken cancellationToken, Stream? input = null) =>
        throw new NotSupportedException();

    /// <summary>As <see cref="ExecAsync"/>, but a non-zero exit status is a result.</summary>
    public Task<RemoteResult> TryExecAsync(RemoteCommand command, CancellationToken cancellationToken, Stream? input = null) =>
        throw new NotSupportedException();

    /// <summary>Lines of standard output as they come; a non-zero exit status throws at the end.</summary>
    public IAsyncEnumerable<string> FollowAsync(RemoteCommand command, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    /// <summary>Writes a file whole (temporary name, then rename).</summary>
    /// <param name="mode">Octal, as <c>chmod</c> takes it: <c>"0644"</c>.</param>
    public Task PutFileAsync(string path, Stream content, string mode, bool asRoot, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    /// <summary>The node's own engine, over <c>docker system dial-stdio</c>, at the lower of our and its API version; one client per session, not disposed by the caller.</summary>
    public Task<IDockerClient> EngineAsync(CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public ValueTask DisposeAsync() => Transport.DisposeAsync();
}

public sealed record RemoteResult(int ExitStatus, string StandardOutput, string StandardError);
