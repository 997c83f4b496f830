using System.Net;
using System.Net.Sockets;
using Fridge.Tooling;

namespace Fridge.Nodes.Streams;

/// <summary>A port of this machine that leads to a port elsewhere, such as a node's through its session: as <c>ssh -L</c>, over the connection that is there.</summary>
/// <param name="dial">The other side of each connection.</param>
/// <param name="where">Whose it is, for what is reported.</param>
/// <param name="report">For a connection that the other side can't take on; the others go on.</param>
public sealed class Tunnel(Func<CancellationToken, Task<Stream>> dial, string where, IReport report)
{
    /// <summary>Listens on this machine's loopback until it is cancelled.</summary>
    /// <param name="localPort">0: one that is free.</param>
    /// <param name="opened">Told once with the port, when connections are taken.</param>
    /// <exception cref="FridgeException">Wrong use (exit 2): the local port is taken, or may not be had.</exception>
    /// <exception cref="OperationCanceledException">The only other end.</exception>
    public async Task RunAsync(int localPort, Action<int> opened, CancellationToken cancellationToken)
    {
        using var listener = Listen(localPort);
        opened(((IPEndPoint)listener.LocalEndpoint).Port);
        var connections = new List<Task>();
        while (true)
        {
            var client = await listener.AcceptTcpClientAsync(cancellationToken);
            connections.RemoveAll(connection => connection.IsCompleted);
            connections.Add(CarryAsync(client, cancellationToken));
        }
    }

    private static TcpListener Listen(int port)
    {
        var listener = new TcpListener(IPAddress.Loopback, port);
        try
        {
            listener.Start();
            return listener;
        }
        catch (SocketException taken)
        {
            listener.Dispose();
            throw new FridgeException($"Fridge can't listen on port {port} of this machine: {taken.Message}.", "Choose another: --ui-port 18081", wrongUse: true, taken);
        }
    }

    private async Task CarryAsync(TcpClient client, CancellationToken cancellationToken)
    {
        try
        {
            using (client)
            await using (var near = client.GetStream())
            await using (var far = await dial(cancellationToken))
                await Task.WhenAny(near.CopyToAsync(far, cancellationToken), far.CopyToAsync(near, cancellationToken));
        }
        catch (Exception ended) when (ended is IOException or SocketException or OperationCanceledException or ObjectDisposedException)
        {
            report.Detail($"{where}: a connection has ended: {ended.Message}");
        }
        catch (FridgeException refused)
        {
            report.Warn(refused.Message);
        }
    }
}
