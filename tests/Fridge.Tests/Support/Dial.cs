using System.Net;
using System.Net.Sockets;
using Fridge.Testing;

namespace Fridge.Tests.Support;

/// <summary>Connections to what a test has started.</summary>
internal static class Dial
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    public static async Task<Stream> OnceAsync(IPEndPoint address, CancellationToken cancellationToken)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        try
        {
            await socket.ConnectAsync(address, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>A program runs before it listens.</summary>
    public static Task<Stream> WhenItListensAsync(IPEndPoint address, TimeSpan limit, CancellationToken cancellationToken) =>
        Eventually.BecomesAsync($"a listener at {address}", limit, token => OnceAsync(address, token), _ => true, cancellationToken, Pause);
}
