using Renci.SshNet;
using Renci.SshNet.Common;

namespace Fridge.Tooling.Nodes.SshNet;

/// <summary>A command in an SSH.NET channel.</summary>
internal sealed class SshNetProcess : IRemoteProcess
{
    private const int EndedBySignal = 255;
    private readonly SshCommand command;
    private readonly Task execution;
    private readonly Func<Exception, FridgeException> lost;

    private SshNetProcess(SshCommand command, Task execution, Func<Exception, FridgeException> lost)
    {
        (this.command, this.execution, this.lost) = (command, execution, lost);
        StandardInput = new CommandInput(OpenInput(command), execution);
        StandardOutput = new PipedReader(command.OutputStream).Stream;
        StandardError = new PipedReader(command.ExtendedOutputStream).Stream;
    }

    public Stream StandardInput { get; }

    public Stream StandardOutput { get; }

    public Stream StandardError { get; }

    /// <summary>Opening a channel blocks, so it has a thread of the pool.</summary>
    public static async Task<SshNetProcess> StartAsync(SshClient client, string commandLine, Func<Exception, FridgeException> lost, CancellationToken cancellationToken)
    {
        var command = client.CreateCommand(commandLine);
        try
        {
            var execution = await Task.Factory.StartNew(
                () => command.ExecuteAsync(CancellationToken.None), cancellationToken, TaskCreationOptions.DenyChildAttach, TaskScheduler.Default);
            return new SshNetProcess(command, execution, lost);
        }
        catch (Exception reason) when (reason is SshException or ObjectDisposedException or InvalidOperationException)
        {
            command.Dispose();
            throw lost(reason);
        }
    }

    public async Task<int> WaitForExitAsync(CancellationToken cancellationToken)
    {
        try
        {
            await execution.WaitAsync(cancellationToken);
        }
        catch (Exception reason) when (reason is SshException or ObjectDisposedException)
        {
            throw lost(reason);
        }

        return command.ExitStatus ?? EndedBySignal;
    }

    public async ValueTask DisposeAsync()
    {
        await StandardInput.DisposeAsync();
        await StandardOutput.DisposeAsync();
        await StandardError.DisposeAsync();
        _ = execution.ContinueWith(task => _ = task.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
        await Task.Run(command.Dispose);
    }

    /// <summary>A quick command may have ended before its input was asked for.</summary>
    private static Stream OpenInput(SshCommand command)
    {
        try
        {
            return command.CreateInputStream();
        }
        catch (Exception reason) when (reason is InvalidOperationException or SshException)
        {
            return Stream.Null;
        }
    }
}
