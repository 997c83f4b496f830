using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Fridge.Tests.Tooling.Downloads;

/// <summary>A loopback HTTP server that answers each connection with what the test scripted: raw bytes, then it closes.</summary>
internal sealed class TinyHttpServer : IDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly Func<string, (string Head, byte[] Body)> answer;

    public TinyHttpServer(Func<string, (string Head, byte[] Body)> answer)
    {
        this.answer = answer;
        listener.Start();
        _ = ServeAsync();
    }

    public ConcurrentQueue<string> Requests { get; } = new();

    public Uri Address => new($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/file");

    /// <summary>Serves a file as a web server does, with ranges.</summary>
    public static (string Head, byte[] Body) File(string request, byte[] content)
    {
        if (From(request) is not { } from)
            return ($"HTTP/1.1 200 OK\r\nContent-Length: {content.Length}", content);
        return from < content.Length
            ? ($"HTTP/1.1 206 Partial Content\r\nContent-Length: {content.Length - from}\r\nContent-Range: bytes {from}-{content.Length - 1}/{content.Length}", content[from..])
            : ("HTTP/1.1 416 Range Not Satisfiable\r\nContent-Length: 0", []);
    }

    public void Dispose() => listener.Dispose();

    private static int? From(string request) =>
        request.Split("Range: bytes=") is [_, var rest] ? int.Parse(rest.Split('-')[0], CultureInfo.InvariantCulture) : null;

    private async Task ServeAsync()
    {
        try
        {
            while (true)
                await AnswerAsync(await listener.AcceptTcpClientAsync());
        }
        catch (Exception reason) when (reason is ObjectDisposedException or SocketException)
        {
            // The test is over.
        }
    }

    private async Task AnswerAsync(TcpClient client)
    {
        using (client)
        {
            var buffer = new byte[8192];
            var request = Encoding.ASCII.GetString(buffer, 0, await client.GetStream().ReadAsync(buffer));
            Requests.Enqueue(request);
            var (head, body) = answer(request);
            await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(head + "\r\nConnection: close\r\n\r\n"));
            await client.GetStream().WriteAsync(body);
        }
    }
}
