using System.Net.Sockets;
using Fridge.Tooling;
using Fridge.Tooling.Waiting;

namespace Fridge.Virtual;

/// <summary>
/// One maker of a virtual fridge at a time on this machine, whatever user, clone or HOME. A bound abstract socket name is the lock: it needs
/// no file that another user couldn't open, and the kernel frees it when the process dies.
/// </summary>
internal sealed class MachineLock : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    private readonly Socket socket;

    private MachineLock(Socket socket) => this.socket = socket;

    /// <exception cref="FridgeException">Held for more than five minutes.</exception>
    public static async Task<MachineLock> TakeAsync(string cluster, TimeProvider time, IReport report, CancellationToken cancellationToken)
    {
        if (TryTake(cluster) is { } free)
            return free;
        report.Info($"waiting: another run makes or removes the virtual Pis of {cluster}");
        return await new Poll(Limit, Pause, time).UntilAsync(
            _ => Task.FromResult(TryTake(cluster)),
            () => new FridgeException($"Another run has been making or removing the virtual Pis of {cluster} for {Limit.TotalMinutes:0} minutes.", "Wait for that run, or end it."),
            cancellationToken);
    }

    public void Dispose() => socket.Dispose();

    private static MachineLock? TryTake(string cluster)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            socket.Bind(new UnixDomainSocketEndPoint($"\0fridge-virtual-{cluster}"));
            return new MachineLock(socket);
        }
        catch (SocketException busy) when (busy.SocketErrorCode == SocketError.AddressAlreadyInUse)
        {
            socket.Dispose();
            return null;
        }
    }
}
