using System.Net;
using System.Net.Sockets;
using System.Text;
using Docker.DotNet;
using Fridge.Tooling.Engines;
using Xunit;

namespace Fridge.Tests.Support;

/// <summary>An engine over TCP that knows its version, and one answer to all else.</summary>
internal sealed class StubEngine : IDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly string version;
    private readonly HttpStatusCode status;
    private readonly string body;

    public StubEngine(string version, HttpStatusCode status = HttpStatusCode.OK, string body = "[]")
    {
        (this.version, this.status, this.body) = (version, status, body);
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

    public Task<IDockerClient> OpenAsync() => EngineClient.OpenAsync("stub", ConnectAsync, Cancelled);

    public void Dispose() => listener.Dispose();

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
                var asksVersion = Encoding.ASCII.GetString(request, 0, read).Split(' ')[1].EndsWith("/version", StringComparison.Ordinal);
                var answer = asksVersion ? $$"""{"Version": "20.10.24", "ApiVersion": "{{version}}", "MinAPIVersion": "1.12"}""" : body;
                var code = asksVersion ? HttpStatusCode.OK : status;
                await client.GetStream().WriteAsync(
                    Encoding.UTF8.GetBytes($"HTTP/1.1 {(int)code} {code}\r\nContent-Type: application/json\r\nContent-Length: {Encoding.UTF8.GetByteCount(answer)}\r\n\r\n{answer}"), Cancelled);
            }
        }
    }
}
