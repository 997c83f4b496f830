using System.Net.Sockets;
using Docker.DotNet;

namespace Fridge.Tooling.Engines;

/// <summary>This machine's own engine, which builds images and virtual Pis and nothing else.</summary>
internal static class LocalEngine
{
    private const string DefaultSocket = "/var/run/docker.sock";

    /// <summary><c>DOCKER_HOST</c> when it names a unix socket, else Docker's own.</summary>
    public static string Socket =>
        Environment.GetEnvironmentVariable("DOCKER_HOST") is { } host && host.StartsWith("unix://", StringComparison.Ordinal)
            ? host["unix://".Length..]
            : DefaultSocket;

    /// <exception cref="FridgeException">No engine answers, or one older than API 1.41.</exception>
    public static Task<IDockerClient> OpenAsync(CancellationToken cancellationToken) =>
        EngineClient.OpenAsync("this machine", ConnectAsync, cancellationToken);

    private static async ValueTask<Stream> ConnectAsync(CancellationToken cancellationToken)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(Socket), cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
