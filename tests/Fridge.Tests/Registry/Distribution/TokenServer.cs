using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Fridge.Registry.Certificates;

namespace Fridge.Tests.Registry.Distribution;

/// <summary>Gives tokens over TLS as distribution's token specification says: to ada what she asks for, to anybody else reading alone.</summary>
public sealed class TokenServer : IAsyncDisposable
{
    public const string Service = "registry.test";
    public const string Issuer = "tokens.test";

    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource end = new();
    private readonly X509Certificate2 tls;
    private readonly RegistryToken token = new();
    private readonly Task serving;

    public TokenServer(RegistryCertificates certificates)
    {
        using var pem = X509Certificate2.CreateFromPem(certificates.Server.Certificate, certificates.Server.Key.Reveal());
        tls = X509CertificateLoader.LoadPkcs12(pem.Export(X509ContentType.Pkcs12), password: null);
        listener.Start();
        serving = ServeAsync();
    }

    public string CertificatePem => token.CertificatePem;

    /// <summary>Good in all but its age.</summary>
    public string TooOld(string scope) => token.For([scope], writes: true, TimeSpan.FromMinutes(30));

    public string Realm => $"https://{RegistryCertificates.HostName}:{((IPEndPoint)listener.LocalEndpoint).Port}/token";

    /// <summary>It gives nobody any more tokens, as when a password was withdrawn.</summary>
    public bool IsClosed { get; set; }

    /// <summary>The scopes of each question.</summary>
    public ConcurrentQueue<string> Asked { get; } = [];

    public async ValueTask DisposeAsync()
    {
        await end.CancelAsync();
        listener.Dispose();
        await serving;
        tls.Dispose();
        token.Dispose();
        end.Dispose();
    }

    private async Task ServeAsync()
    {
        try
        {
            while (!end.IsCancellationRequested)
                _ = AnswerAsync(await listener.AcceptTcpClientAsync(end.Token));
        }
        catch (Exception reason) when (reason is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The end.
        }
    }

    private async Task AnswerAsync(TcpClient client)
    {
        using (client)
        {
            try
            {
                await AnswerAsync(client.GetStream());
            }
            catch (Exception reason) when (reason is IOException or OperationCanceledException)
            {
                // A client that went away.
            }
        }
    }

    private async Task AnswerAsync(Stream connection)
    {
        await using var stream = new SslStream(connection);
        await stream.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificate = tls }, end.Token);
        using var reader = new StreamReader(stream, leaveOpen: true);
        var lines = new List<string>();
        while (await reader.ReadLineAsync(end.Token) is { Length: > 0 } line)
            lines.Add(line);
        if (lines.Count == 0)
            return; // HttpClient opens more connections than it uses.
        var body = $$"""{"token": "{{Answer(lines)}}", "expires_in": 300}""";
        var wrong = IsClosed || lines.Any(line => line.StartsWith("Authorization:", StringComparison.OrdinalIgnoreCase)) && !IsAda(lines);
        var head = $"HTTP/1.1 {(wrong ? "401 Unauthorized" : "200 OK")}\r\nContent-Type: application/json\r\nContent-Length: {body.Length}\r\nConnection: close\r\n\r\n";
        await stream.WriteAsync(Encoding.ASCII.GetBytes(head + body), end.Token);
        await stream.ShutdownAsync();
    }

    private string Answer(List<string> lines)
    {
        var scopes = new Uri($"https://x{lines[0].Split(' ')[1]}").Query.TrimStart('?').Split('&')
            .Where(part => part.StartsWith("scope=", StringComparison.Ordinal)).Select(part => Uri.UnescapeDataString(part["scope=".Length..])).ToImmutableArray();
        Asked.Enqueue(string.Join(' ', scopes));
        return token.For(scopes, IsAda(lines));
    }

    private static bool IsAda(List<string> lines)
    {
        var expected = Convert.ToBase64String(Encoding.UTF8.GetBytes($"{LockedRegistry.Ada.User}:{LockedRegistry.Ada.Password.Reveal()}"));
        return lines.Any(line => line.Equals($"Authorization: Basic {expected}", StringComparison.OrdinalIgnoreCase));
    }
}
