using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Fridge.Tests.Support;

/// <summary>A loopback HTTP server that reads requests whole, with their body, and answers by a function.</summary>
internal sealed class HttpStub : IDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly Func<string, string, string, string?> answer;

    public HttpStub(Func<string, string, string, string?> answer)
    {
        this.answer = answer;
        listener.Start();
        _ = ServeAsync();
    }

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    public void Dispose() => listener.Dispose();

    private async Task ServeAsync()
    {
        try
        {
            while (true)
                _ = AnswerAsync(await listener.AcceptTcpClientAsync());
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
            var (head, body) = await ReadAsync(client.GetStream());
            if (head.Length == 0)
                return;
            var words = head.Split(' ', 3);
            var json = answer(words[0], words[1].Split('?')[0], body);
            var content = Encoding.UTF8.GetBytes(json ?? """{"message": "no"}""");
            var status = json is null ? "409 Conflict" : "200 OK";
            await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(
                $"HTTP/1.1 {status}\r\nContent-Type: application/json\r\nContent-Length: {content.Length}\r\nConnection: close\r\n\r\n"));
            await client.GetStream().WriteAsync(content);
        }
    }

    private static async Task<(string Head, string Body)> ReadAsync(NetworkStream stream)
    {
        var text = new StringBuilder();
        var buffer = new byte[16384];
        while (await stream.ReadAsync(buffer) is > 0 and var read)
        {
            text.Append(Encoding.UTF8.GetString(buffer, 0, read));
            if (Whole(text.ToString()) is { } request)
                return request;
        }

        return ("", "");
    }

    /// <returns>Null: more is to come.</returns>
    private static (string Head, string Body)? Whole(string text)
    {
        var end = text.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        if (end < 0)
            return null;
        var (head, rest) = (text[..end], text[(end + 4)..]);
        if (head.Contains("chunked", StringComparison.OrdinalIgnoreCase))
            return rest.EndsWith("0\r\n\r\n", StringComparison.Ordinal) ? (head, Unchunked(rest)) : null;
        var length = head.Split("Content-Length: ") is [_, var after] ? int.Parse(after.Split('\r')[0], CultureInfo.InvariantCulture) : 0;
        return Encoding.UTF8.GetByteCount(rest) >= length ? (head, rest) : null;
    }

    private static string Unchunked(string rest)
    {
        var body = new StringBuilder();
        while (rest.IndexOf("\r\n", StringComparison.Ordinal) is > 0 and var at && Convert.ToInt32(rest[..at], 16) is > 0 and var size)
        {
            body.Append(rest, at + 2, size);
            rest = rest[(at + 2 + size + 2)..];
        }

        return body.ToString();
    }
}
