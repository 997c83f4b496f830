using System.Collections.Immutable;
using System.Diagnostics;
using Fridge.Tooling;

namespace Fridge.Nodes.OpenSsh;

/// <summary>An ssh process over the master's connection: a command on the node, or a stream from there.</summary>
internal sealed class OpenSshProcess : IRemoteProcess
{
    private const int SshFailed = 255;
    private readonly Process process;
    private readonly Task ended;
    private readonly Func<Task<FridgeException?>> lost;

    private OpenSshProcess(Process process, Func<Task<FridgeException?>> lost)
    {
        (this.process, this.lost) = (process, lost);
        ended = process.WaitForExitAsync();
        StandardInput = new CommandInput(process.StandardInput.BaseStream, ended);
        StandardOutput = new PipedReader(process.StandardOutput.BaseStream).Stream;
        StandardError = new PipedReader(process.StandardError.BaseStream).Stream;
    }

    public Stream StandardInput { get; }

    public Stream StandardOutput { get; }

    public Stream StandardError { get; }

    /// <param name="lost">Asked when ssh says 255, which is its own failure or the command's: null when the connection still stands.</param>
    public static OpenSshProcess Start(ImmutableArray<string> arguments, Func<Task<FridgeException?>> lost)
    {
        var start = new ProcessStartInfo("ssh", arguments) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
#pragma warning disable RS0030 // What runs on a node is a process with three streams; IProcessRunner gives its output as text or to a stream.
        return new OpenSshProcess(Process.Start(start)!, lost);
#pragma warning restore RS0030
    }

    public async Task<int> WaitForExitAsync(CancellationToken cancellationToken)
    {
        await ended.WaitAsync(cancellationToken);
        return process.ExitCode == SshFailed && await lost() is { } failure ? throw failure : process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
            process.Kill(entireProcessTree: true);
        await ended;
        await StandardInput.DisposeAsync();
        await StandardOutput.DisposeAsync();
        await StandardError.DisposeAsync();
        process.Dispose();
    }
}
