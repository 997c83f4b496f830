using Renci.SshNet;
using Renci.SshNet.Common;

namespace Fridge.Nodes.SshNet;

/// <summary>A command in an SSH.NET channel.</summary>
internal sealed class SshNetProcess : IRemoteProcess
{
    private const int EndedBySignal = 255;

    /// <summary>SSH.NET's words for sshd's "open failed".</summary>
    private const string Refused = "Failed to open a channel";

    private readonly SshCommand command;
    private readonly Task execution;
    private readonly ConnectionLifetime life;
    private readonly CancellationTokenRegistration unblocking;

    private SshNetProcess(SshCommand command, Task execution, ConnectionLifetime life)
    {
        (this.command, this.execution, this.life) = (command, execution, life);
        unblocking = life.Ended.Register(() => EndReads(command));
        StandardInput = new CommandInput(OpenInput(command), Task.WhenAny(execution, life.End));
        StandardOutput = new PipedReader(command.OutputStream).Stream;
        StandardError = new PipedReader(command.ExtendedOutputStream).Stream;
    }

    public Stream StandardInput { get; }

    public Stream StandardOutput { get; }

    public Stream StandardError { get; }

    /// <summary>Opening a channel blocks, so it has a thread of the pool.</summary>
    public static async Task<SshNetProcess> StartAsync(SshClient client, string commandLine, ConnectionLifetime life, CancellationToken cancellationToken)
    {
        var command = client.CreateCommand(commandLine);
        try
        {
            var execution = await Task.Factory.StartNew(
                () => command.ExecuteAsync(CancellationToken.None), cancellationToken, TaskCreationOptions.DenyChildAttach, TaskScheduler.Default);
            return new SshNetProcess(command, execution, life);
        }
        catch (Exception reason) when (reason is SshException or ObjectDisposedException or InvalidOperationException)
        {
            command.Dispose();
            throw client.IsConnected && reason.Message.StartsWith(Refused, StringComparison.Ordinal) ? new SessionRefusedException(reason) : life.Lost(reason);
        }
    }

    public async Task<int> WaitForExitAsync(CancellationToken cancellationToken)
    {
        try
        {
            if (await Task.WhenAny(execution, life.End).WaitAsync(cancellationToken) == life.End && !execution.IsCompletedSuccessfully)
                throw life.Lost(null);
            await execution;
        }
        catch (Exception reason) when (reason is SshException or ObjectDisposedException)
        {
            throw life.Lost(reason);
        }

        return command.ExitStatus ?? EndedBySignal;
    }

    public async ValueTask DisposeAsync()
    {
        await unblocking.DisposeAsync();
        await StandardInput.DisposeAsync();
        await StandardOutput.DisposeAsync();
        await StandardError.DisposeAsync();
        _ = execution.ContinueWith(task => _ = task.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
        await Task.Run(command.Dispose);
    }

    /// <summary>SSH.NET leaves them waiting when its client is disposed.</summary>
    private static void EndReads(SshCommand command)
    {
        command.OutputStream.Dispose();
        command.ExtendedOutputStream.Dispose();
    }

    /// <summary>A quick command may have ended before its input was asked for.</summary>
    private static Stream OpenInput(SshCommand command)
    {
        try
        {
            return new ChannelInput(command);
        }
        catch (Exception reason) when (reason is InvalidOperationException or SshException)
        {
            return Stream.Null;
        }
    }
}
