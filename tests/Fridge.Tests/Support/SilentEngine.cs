using System.Net;
using System.Net.Sockets;
using System.Text;
using Xunit;

namespace Fridge.Tests.Support;

/// <summary>An engine over TCP that tells its version, and then takes each question and hangs.</summary>
internal sealed class SilentEngine : IDisposable
{
    /// <summary>After the headers and a bit of the body.</summary>
    public const int InTheMidst = 90;

    private const string Version = """{"Version": "20.10.24", "ApiVersion": "1.41", "MinAPIVersion": "1.12"}""";

    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly int bytes;

    public SilentEngine(int bytes)
    {
        this.bytes = bytes;
        listener.Start();
        _ = ListenAsync();
    }

    public bool IsSilentAboutItsVersion { get; init; }

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public async ValueTask<Stream> ConnectAsync(CancellationToken cancellationToken)
    {
        var client = new TcpClient();
        await client.ConnectAsync((IPEndPoint)listener.LocalEndpoint, cancellationToken);
        return client.GetStream();
    }

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
                var isVersion = !IsSilentAboutItsVersion && Encoding.ASCII.GetString(request, 0, read).Split(' ')[1].EndsWith("/version", StringComparison.Ordinal);
                var answer = Encoding.ASCII.GetBytes(Response(isVersion ? Version : new string(' ', 1000)));
                await client.GetStream().WriteAsync(isVersion ? answer : answer.AsMemory(0, bytes), Cancelled);
            }
        }
    }

    private static string Response(string body) => $"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {body.Length}\r\n\r\n{body}";
}
