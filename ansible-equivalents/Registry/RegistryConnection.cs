using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using Fridge.Clusters;
using Fridge.Tooling.Nodes;

namespace Fridge.Provisioning.Registry;

/// <summary>HTTP to the registry through the manager's session: nothing here trusts its CA but this client.</summary>
public static class RegistryConnection
{
    /// <param name="manager">The node on whose loopback it listens.</param>
    /// <param name="authority">PEM of the only CA that is believed.</param>
    public static HttpClient Open(NodeSession manager, string authority)
    {
        var parts = WellKnown.Registry.Split(':');
        var port = int.Parse(parts[1], System.Globalization.CultureInfo.InvariantCulture);
        var trusted = X509Certificate2.CreateFromPem(authority);
        var handler = new SocketsHttpHandler
        {
            ConnectCallback = async (_, cancellationToken) => await manager.Transport.DialAsync("127.0.0.1", port, cancellationToken),
            MaxConnectionsPerServer = 3,
            UseProxy = false,
            SslOptions = new SslClientAuthenticationOptions
            {
                TargetHost = parts[0],
                RemoteCertificateValidationCallback = (_, certificate, _, errors) => IsTrusted(certificate, errors, trusted),
            },
        };
        return new HttpClient(handler) { BaseAddress = new Uri($"https://{WellKnown.Registry}"), Timeout = Timeout.InfiniteTimeSpan };
    }

    private static bool IsTrusted(X509Certificate? certificate, SslPolicyErrors errors, X509Certificate2 authority)
    {
        if (certificate is not X509Certificate2 server || errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch)) return false;
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.Add(authority);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        return chain.Build(server);
    }
}
