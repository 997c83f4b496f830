using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Fridge.Rollout.Kubernetes.Api;
using Fridge.Tests.Rollout.Kubernetes.Fixtures;
using Fridge.Tests.Support;
using Fridge.Tooling;
using Shouldly;
using Xunit;

namespace Fridge.Tests.Rollout.Kubernetes;

/// <summary>Whom Fridge takes for the API server; the package alone takes a certificate of any name that the cluster's CA has signed.</summary>
public sealed class KubernetesTrustTests : IDisposable
{
    private readonly TestAuthority authority = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => authority.Dispose();

    [Fact]
    public async Task A_certificate_of_the_clusters_ca_with_the_api_servers_name_is_taken()
    {
        using var certificate = authority.Server("kubernetes", "10.0.0.1");

        (await VersionAsync(certificate)).ShouldBe("v1.20.2");
    }

    [Fact]
    public async Task One_with_another_name_is_refused()
    {
        using var certificate = authority.Server("registry.fridge", "127.0.0.1");

        (await Should.ThrowAsync<FridgeException>(() => VersionAsync(certificate))).Message.ShouldContain("RemoteCertificateNameMismatch");
    }

    [Fact]
    public async Task One_that_is_for_clients_is_refused()
    {
        using var certificate = authority.Client("CN=kubernetes");

        (await Should.ThrowAsync<FridgeException>(() => VersionAsync(certificate))).Message.ShouldContain("can't be trusted");
    }

    [Fact]
    public async Task One_of_another_ca_is_refused()
    {
        using var other = new TestAuthority();
        using var certificate = other.Server("kubernetes");

        (await Should.ThrowAsync<FridgeException>(() => VersionAsync(certificate))).Message.ShouldContain("can't be trusted");
    }

    private async Task<string> VersionAsync(X509Certificate2 certificate)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var serving = ServeAsync(listener, certificate);
        using var user = authority.Client("CN=admin");
        var configuration = Kubeconfig.Parse(authority.Kubeconfig("https://10.0.0.1:6443", user), "of the test", DateTimeOffset.UtcNow);
        using var api = new KubernetesApi(
            KubernetesClientFactory.Open(configuration, async token => await Dial.OnceAsync((IPEndPoint)listener.LocalEndpoint, token)), "the API server", TimeProvider.System);

        var version = await api.GetAsync<k8s.Models.VersionInfo>("/version", Token);
        await serving;
        return version.GitVersion;
    }

    /// <summary>An HTTP server of one answer that has this certificate.</summary>
    private static async Task ServeAsync(TcpListener listener, X509Certificate2 certificate)
    {
        using var client = await listener.AcceptTcpClientAsync(Token);
        await using var tls = new SslStream(client.GetStream());
        try
        {
            await tls.AuthenticateAsServerAsync(certificate, clientCertificateRequired: false, checkCertificateRevocation: false);
            _ = await tls.ReadAtLeastAsync(new byte[8192], 1, throwOnEndOfStream: false, Token);
            const string Body = """{"major": "1", "minor": "20", "gitVersion": "v1.20.2"}""";
            await tls.WriteAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {Body.Length}\r\nConnection: close\r\n\r\n{Body}"), Token);
        }
        catch (Exception refused) when (refused is IOException or System.Security.Authentication.AuthenticationException)
        {
            // What the test is about.
        }
    }
}
