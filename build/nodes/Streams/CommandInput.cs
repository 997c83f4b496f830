using System.Net.Sockets;
using Renci.SshNet.Common;

namespace Fridge.Nodes;

/// <summary>
/// Standard input of a command. A write to a command that has ended would block until the connection's time-out: it is raced with the end.
/// One that the command has read, and ended upon, is not blocked: it is about to return.
/// </summary>
internal sealed class CommandInput(Stream channel, Task ended, TimeProvider time) : WriteOnlyStream
{
    private static readonly TimeSpan Returning = TimeSpan.FromSeconds(1);

    private Task previous = Task.CompletedTask;
    private bool closed;

    public CommandInput(Stream channel, Task ended)
        : this(channel, ended, TimeProvider.System)
    {
    }

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (ended.IsCompleted)
            throw Ended();
        var bytes = buffer.ToArray();
        previous = Task.Run(() => channel.Write(bytes, 0, bytes.Length), CancellationToken.None);
        if (await Task.WhenAny(previous, ended).WaitAsync(cancellationToken) == ended && !await IsReturningAsync(cancellationToken))
        {
            Forget(previous);
            throw Ended();
        }

        try
        {
            await previous;
        }
        catch (Exception reason) when (reason is SshException or SocketException or ObjectDisposedException or InvalidOperationException)
        {
            throw Ended();
        }
    }

    private async Task<bool> IsReturningAsync(CancellationToken cancellationToken) =>
        await Task.WhenAny(previous, Task.Delay(Returning, time, cancellationToken)) == previous;

    /// <summary>Sends end of file.</summary>
    public override async ValueTask DisposeAsync()
    {
        if (closed)
            return;
        closed = true;
        try
        {
            if (!ended.IsCompleted)
                await Task.WhenAny(Task.Run(channel.Dispose), ended);
        }
        finally
        {
            await base.DisposeAsync();
        }
    }

    private static IOException Ended() => new("The command has ended and reads no more input.");

    private static void Forget(Task abandoned) =>
        _ = abandoned.ContinueWith(task => _ = task.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
}
