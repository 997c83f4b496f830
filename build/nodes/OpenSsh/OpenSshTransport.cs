using Fridge.Tooling;
using Fridge.Tooling.Processes;

namespace Fridge.Nodes.OpenSsh;

/// <summary>One connection of the ssh program (its ControlMaster); every command and every stream is a small ssh process over it.</summary>
internal sealed class OpenSshTransport(NodeRoute route, ControlSocket socket, Task<ProcessResult> master, IProcessRunner processes, CancellationTokenSource stop) : IConnection
{
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(300);
    private static readonly TimeSpan ExitLimit = TimeSpan.FromSeconds(5);

    public string Description => $"OpenSSH {route.Target}";

    public bool IsLost => master.IsCompleted;

    public Task<IRemoteProcess> StartAsync(RemoteCommand command, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return Task.FromResult<IRemoteProcess>(OpenSshProcess.Start(OpenSshArguments.Exec(route, socket.Path, command.CommandLine()), LostAsync));
    }

    public Task<Stream> DialAsync(string host, int port, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var process = OpenSshProcess.Start(OpenSshArguments.Dial(route, socket.Path, host, port), LostAsync);
        var errors = RemoteRun.ReadAsync(process.StandardError, CancellationToken.None);
        return Task.FromResult<Stream>(new DuplexStream(process.StandardOutput, process.StandardInput, AtEnd, process.DisposeAsync));

        async ValueTask AtEnd(long read)
        {
            if (read == 0 && await process.WaitForExitAsync(CancellationToken.None) != 0)
                throw new IOException($"{host}:{port} was not reached from the node: {(await errors).Trim()}");
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (!master.IsCompleted)
            await processes.TryRunAsync(new CommandLine("ssh", OpenSshArguments.Exit(route, socket.Path)) { TimeLimit = ExitLimit });
        await stop.CancelAsync();
        await master.ContinueWith(_ => { }, TaskScheduler.Default);
        stop.Dispose();
        socket.Dispose();
    }

    /// <summary>A master that died is noticed a moment after its clients.</summary>
    private async Task<FridgeException?> LostAsync() =>
        await Task.WhenAny(master, Task.Delay(Patience, TimeProvider.System)) == master ? ConnectErrors.Lost(route, null) : null;
}
