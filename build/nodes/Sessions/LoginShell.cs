using Fridge.Nodes.OpenSsh;

namespace Fridge.Nodes;

/// <summary>
/// Commands as any login shell runs them: fish and csh take them as bash does, and what a shell, its files or sshd's rc print before
/// a command begins is passed over. A command has begun when <see cref="StartAsync"/> returns.
/// </summary>
internal sealed class LoginShell(NodeRoute route, IConnection inner) : IConnection
{
    public string Description => inner.Description;

    public bool IsLost => inner.IsLost;

    /// <exception cref="SessionRefusedException">sshd opens no further session on this connection.</exception>
    /// <exception cref="LoginRefusedException">Another program was run in the command's place.</exception>
    public async Task<IRemoteProcess> StartAsync(RemoteCommand command, CancellationToken cancellationToken)
    {
        var marked = MarkedCommand.Of(command);
        var process = new MarkedProcess(await inner.StartAsync(marked.Command, cancellationToken), marked.Mark);
        try
        {
            return await process.BeginsAsync(cancellationToken) ? process : throw await WhyNotAsync(process, cancellationToken);
        }
        catch
        {
            await process.DisposeAsync();
            throw;
        }
    }

    public Task<Stream> DialAsync(string host, int port, CancellationToken cancellationToken) => inner.DialAsync(host, port, cancellationToken);

    public ValueTask DisposeAsync() => inner.DisposeAsync();

    private async Task<Exception> WhyNotAsync(MarkedProcess process, CancellationToken cancellationToken)
    {
        var output = await RemoteRun.ReadAsync(process.StandardOutput, cancellationToken);
        if (process.PrintsOn)
            return ConnectErrors.NotRun(route, output);
        var errors = await RemoteRun.ReadAsync(process.StandardError, cancellationToken);
        if (OpenSshErrors.IsRefusedSession(errors))
            return new SessionRefusedException();
        await process.WaitForExitAsync(cancellationToken);
        return ConnectErrors.NotRun(route, output + errors);
    }
}
