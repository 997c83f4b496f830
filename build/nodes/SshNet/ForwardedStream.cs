using System.Net;
using System.Net.Sockets;
using Renci.SshNet;
using Renci.SshNet.Common;

namespace Fridge.Nodes.SshNet;

/// <summary>
/// Dials from the node by a forwarded port of its own, which takes one connection and goes with it. SSH.NET keeps the ports of a client in a list
/// that it doesn't guard, so whoever changes or reads that list locks the client.
/// </summary>
internal static class ForwardedStream
{
    /// <param name="refusal">What the node said when it last opened no channel.</param>
    public static async Task<Stream> OpenAsync(SshClient client, string host, int port, Func<object?> refusal, ConnectionLifetime life, CancellationToken cancellationToken)
    {
        var forward = new ForwardedPortLocal(IPAddress.Loopback.ToString(), host, (uint)port);
        var earlier = refusal();
        lock (client)
            client.AddForwardedPort(forward);
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await Task.Run(forward.Start, cancellationToken);
            await socket.ConnectAsync(IPAddress.Loopback, (int)forward.BoundPort, cancellationToken);
        }
        catch
        {
            await CloseAsync(client, forward, socket);
            throw;
        }

        var stream = new NetworkStream(socket, ownsSocket: false);
        var unblocking = life.Ended.Register(socket.Dispose);
        return new DuplexStream(stream, stream, AtEnd, DisposeAsync);

        ValueTask AtEnd(long read) => read > 0 || refusal() is not { } refused || ReferenceEquals(refused, earlier)
            ? ValueTask.CompletedTask
            : ValueTask.FromException(new IOException($"{host}:{port} was not reached from the node: {refused}"));

        async ValueTask DisposeAsync()
        {
            await unblocking.DisposeAsync();
            await CloseAsync(client, forward, socket);
        }
    }

    private static async ValueTask CloseAsync(SshClient client, ForwardedPortLocal forward, Socket socket)
    {
        socket.Dispose();
        await Task.Run(() => Remove(client, forward));
    }

    private static void Remove(SshClient client, ForwardedPortLocal forward)
    {
        try
        {
            forward.Stop();
            lock (client)
                client.RemoveForwardedPort(forward);
            forward.Dispose();
        }
        catch (Exception reason) when (reason is SshException or ObjectDisposedException or InvalidOperationException)
        {
            // The connection went first and took the port with it.
        }
    }
}
