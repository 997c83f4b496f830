using System.Runtime.CompilerServices;
using System.Text;
using Docker.DotNet;
using Fridge.Tooling;
using Fridge.Tooling.Processes;
using Fridge.Tooling.Waiting;

namespace Fridge.Nodes;

/// <summary>A node within reach: small helpers on top of a transport's two primitives.</summary>
public sealed class NodeSession(string node, INodeTransport transport, TimeProvider? time = null) : IAsyncDisposable
{
    private readonly TimeProvider time = time ?? TimeProvider.System;
    private readonly NodeEngine engine = new(node, transport);
    private readonly NodeEngine following = new(node, transport, follows: true);

    public string Node { get; } = node;

    public INodeTransport Transport { get; } = transport;

    /// <summary>Runs a command to its end, within its <see cref="RemoteCommand.TimeLimit"/>.</summary>
    /// <param name="input">Its standard input; null: empty.</param>
    /// <exception cref="RemoteCommandFailedException">A non-zero exit status, with node, command and standard error.</exception>
    /// <exception cref="FridgeException">It has not ended in time.</exception>
    public async Task<RemoteResult> ExecAsync(RemoteCommand command, CancellationToken cancellationToken, Stream? input = null)
    {
        var result = await TryExecAsync(command, cancellationToken, input);
        return result.ExitStatus switch
        {
            0 => result,
            _ when command.WasEndedThere(result.ExitStatus) => throw RemoteFailures.EndedThere(Node, command),
            _ => throw RemoteFailures.ExitStatus(Node, command, result),
        };
    }

    /// <summary>As <see cref="ExecAsync"/>, but a non-zero exit status is a result.</summary>
    public async Task<RemoteResult> TryExecAsync(RemoteCommand command, CancellationToken cancellationToken, Stream? input = null)
    {
        await using var process = await Transport.StartAsync(command, cancellationToken);
        return await TimeLimit.WithinAsync(
            command.TimeLimit, time, token => RemoteRun.ToEndAsync(process, input, token), () => RemoteFailures.TimedOut(Node, command), cancellationToken);
    }

    /// <summary>Runs a script that the node's list of processes doesn't show: it comes through standard input, and runs when all of it has arrived.</summary>
    /// <exception cref="RemoteCommandFailedException">A non-zero exit status.</exception>
    public async Task<RemoteResult> ScriptAsync(ShellText script, bool asRoot, CancellationToken cancellationToken)
    {
        using var input = new MemoryStream(Encoding.UTF8.GetBytes($"main() {{\n{script.Reveal()}\n}}\nmain\n"));
        return await ExecAsync(new RemoteCommand("sh", "-s") { AsRoot = asRoot, Secrets = script.Secrets }, cancellationToken, input);
    }

    /// <summary>Streams what a command writes here into a command on another node, by way of this machine.</summary>
    /// <exception cref="RemoteCommandFailedException">A non-zero exit status of either.</exception>
    public async Task PipeAsync(RemoteCommand command, NodeSession other, RemoteCommand into, CancellationToken cancellationToken)
    {
        await using var process = await Transport.StartAsync(command, cancellationToken);
        await process.StandardInput.DisposeAsync();
        var errors = RemoteRun.ReadAsync(process.StandardError, cancellationToken);
        await other.ExecAsync(into, cancellationToken, process.StandardOutput);
        var result = await TimeLimit.WithinAsync(
            command.TimeLimit,
            time,
            async token => new RemoteResult(await process.WaitForExitAsync(token), "", await errors.WaitAsync(token)),
            () => RemoteFailures.TimedOut(Node, command),
            cancellationToken);
        if (result.ExitStatus != 0)
            throw RemoteFailures.ExitStatus(Node, command, result);
    }

    /// <summary>Lines of standard output as they come; a non-zero exit status throws at the end.</summary>
    public async IAsyncEnumerable<string> FollowAsync(RemoteCommand command, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var process = await Transport.StartAsync(command, cancellationToken);
        await process.StandardInput.DisposeAsync();
        var errors = RemoteRun.ReadAsync(process.StandardError, cancellationToken);
        using var reader = new StreamReader(process.StandardOutput);
        while (await reader.ReadLineAsync(cancellationToken) is { } line)
            yield return line;
        var result = new RemoteResult(await process.WaitForExitAsync(cancellationToken), "", await errors);
        if (result.ExitStatus != 0)
            throw RemoteFailures.ExitStatus(Node, command, result);
    }

    /// <summary>The node's own engine, over <c>docker system dial-stdio</c>, at the lower of our and its API version; one client per session, not disposed by the caller.</summary>
    /// <exception cref="FridgeException">No engine, one that does not answer, or one older than API 1.41.</exception>
    public Task<IDockerClient> EngineAsync(CancellationToken cancellationToken) => engine.ClientAsync(cancellationToken);

    /// <summary>As <see cref="EngineAsync"/>, for what is silent until something happens, such as logs that are followed: an answer may take for ever.</summary>
    public Task<IDockerClient> FollowingEngineAsync(CancellationToken cancellationToken) => following.ClientAsync(cancellationToken);

    public ValueTask DisposeAsync()
    {
        engine.Dispose();
        following.Dispose();
        return Transport.DisposeAsync();
    }
}

public sealed record RemoteResult(int ExitStatus, string StandardOutput, string StandardError);
