using System.Net;
using System.Net.Sockets;
using System.Text;
using Xunit;

namespace Fridge.Tests.Support;

/// <summary>Stands in for an engine, over TCP.</summary>
internal abstract class EngineDouble : IDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);

    protected EngineDouble()
    {
        listener.Start();
        _ = ListenAsync();
    }

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public async ValueTask<Stream> ConnectAsync(CancellationToken cancellationToken)
    {
        var client = new TcpClient();
        await client.ConnectAsync((IPEndPoint)listener.LocalEndpoint, cancellationToken);
        return client.GetStream();
    }

    public void Dispose() => listener.Dispose();

    /// <summary>What it sends to a question for its version, or to another.</summary>
    protected abstract byte[] Answer(bool asksVersion);

    protected static string Version(string api) => $$"""{"Version": "20.10.24", "ApiVersion": "{{api}}", "MinAPIVersion": "1.12"}""";

    protected static byte[] Response(string body, HttpStatusCode status = HttpStatusCode.OK) => Encoding.UTF8.GetBytes(
        $"HTTP/1.1 {(int)status} {status}\r\nContent-Type: application/json\r\nContent-Length: {Encoding.UTF8.GetByteCount(body)}\r\n\r\n{body}");

    private async Task ListenAsync()
    {
        while (await listener.AcceptTcpClientAsync(Cancelled) is var client)
            _ = AnswerAsync(client);
    }

    private async Task AnswerAsync(TcpClient client)
    {
        using (client)
        {
            var request = new byte[4096];
            while (await client.GetStream().ReadAsync(request, Cancelled) is > 0 and var read)
            {
                await client.GetStream().WriteAsync(
                    Answer(Encoding.ASCII.GetString(request, 0, read).Split(' ')[1].EndsWith("/version", StringComparison.Ordinal)), Cancelled);
            }
        }
    }
}
