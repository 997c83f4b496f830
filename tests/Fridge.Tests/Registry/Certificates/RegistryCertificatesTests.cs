using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Fridge.Registry.Certificates;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Xunit;

namespace Fridge.Tests.Registry.Certificates;

public sealed class RegistryCertificatesTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public void Create_Validity_BeganAYearAgoAndLastsTenYears()
    {
        var now = new DateTimeOffset(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);

        var certificates = RegistryCertificates.Create(new FakeTimeProvider(now), new Redactor());

        var node = certificates.Authority.ForNode("pico-1", new FakeTimeProvider(now), new Redactor());
        foreach (var certificate in new[] { certificates.CaPem, certificates.Server.Certificate, certificates.Writer.Certificate, node.Certificate }.Select(pem => X509Certificate2.CreateFromPem(pem)))
        {
            certificate.NotBefore.ToUniversalTime().ShouldBe(now.AddYears(-1).UtcDateTime);
            certificate.NotAfter.ToUniversalTime().ShouldBe(now.AddYears(10).UtcDateTime);
        }
    }

    [Fact]
    public void Create_Keys_ShowNowhere() =>
        RegistryCertificates.Create(TimeProvider.System, new Redactor()).ToString().ShouldNotContain("PRIVATE KEY");

    [Fact]
    public async Task Handshake_PinnedCaAndName_Succeeds()
    {
        var certificates = RegistryCertificates.Create(TimeProvider.System, new Redactor());

        await HandshakeAsync(certificates, certificates.CaPem, RegistryCertificates.HostName);
    }

    [Fact]
    public async Task Handshake_AnotherCa_IsRefused() =>
        await Should.ThrowAsync<AuthenticationException>(HandshakeAsync(
            RegistryCertificates.Create(TimeProvider.System, new Redactor()), RegistryCertificates.Create(TimeProvider.System, new Redactor()).CaPem, RegistryCertificates.HostName));

    [Fact]
    public async Task Handshake_AnotherName_IsRefused()
    {
        var certificates = RegistryCertificates.Create(TimeProvider.System, new Redactor());

        await Should.ThrowAsync<AuthenticationException>(HandshakeAsync(certificates, certificates.CaPem, "other.fridge"));
    }

    private static async Task HandshakeAsync(RegistryCertificates certificates, string caPem, string host)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        using var client = new TcpClient();
        var accepting = listener.AcceptTcpClientAsync(Cancelled);
        await client.ConnectAsync((IPEndPoint)listener.LocalEndpoint, Cancelled);
        using var served = await accepting;
        await using var server = new SslStream(served.GetStream());
        await using var stream = new SslStream(client.GetStream());
        var options = PinnedCertificates.Options(caPem);
        options.TargetHost = host;
        using var certificate = X509Certificate2.CreateFromPem(certificates.Server.Certificate, certificates.Server.Key.Reveal());

        var serving = server.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificate = certificate }, Cancelled);
        try
        {
            await stream.AuthenticateAsClientAsync(options, Cancelled);
        }
        finally
        {
            client.Close();
            await serving.ContinueWith(task => _ = task.Exception, TaskScheduler.Default);
        }
    }
}
