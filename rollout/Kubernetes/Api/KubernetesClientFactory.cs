using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using k8s;

namespace Fridge.Rollout.Kubernetes.Api;

/// <summary>Opens KubernetesClient's connection, with trust of our own: the package itself takes a certificate of any name as soon as a CA is set.</summary>
internal static class KubernetesClientFactory
{
    /// <summary>A name that every API server's certificate has, whatever its address.</summary>
    public const string ServerName = "kubernetes";

    public const int Port = 6443;

    private const string ServerAuthentication = "1.3.6.1.5.5.7.3.1";

    /// <summary>A dead tunnel shows after these two.</summary>
    private static readonly TimeSpan PingAfter = TimeSpan.FromSeconds(15);

    private static readonly TimeSpan PingAnswer = TimeSpan.FromSeconds(10);

    /// <summary>A connection through a node's session holds one of its eight channels: not for long.</summary>
    private static readonly TimeSpan IdleLimit = TimeSpan.FromSeconds(20);

    private static readonly TimeSpan ConnectLimit = TimeSpan.FromSeconds(15);

    /// <param name="dial">Gives a stream to the API server, which then goes by <see cref="ServerName"/>; null: the kubeconfig's own address is dialled.</param>
    public static k8s.Kubernetes Open(KubernetesClientConfiguration configuration, Func<CancellationToken, ValueTask<Stream>>? dial)
    {
        var policy = Policy(configuration);
        configuration.SslCaCerts = null;
        configuration.HttpClientTimeout = Timeout.InfiniteTimeSpan;
        if (dial is not null)
        {
            configuration.Host = $"https://{ServerName}:{Port}";
            configuration.TlsServerName = null;
        }

        configuration.FirstMessageHandlerSetup = handler => SetUp(handler, policy, dial);
        return new k8s.Kubernetes(configuration);
    }

    private static void SetUp(SocketsHttpHandler handler, X509ChainPolicy? policy, Func<CancellationToken, ValueTask<Stream>>? dial)
    {
        handler.SslOptions.CertificateChainPolicy = policy;
        handler.KeepAlivePingDelay = PingAfter;
        handler.KeepAlivePingTimeout = PingAnswer;
        handler.KeepAlivePingPolicy = HttpKeepAlivePingPolicy.Always;
        handler.ConnectTimeout = ConnectLimit;
        handler.PooledConnectionIdleTimeout = IdleLimit;
        if (dial is null)
            return;
        handler.UseProxy = false;
        handler.ConnectCallback = async (_, token) => await dial(token);
    }

    /// <returns>Null: the kubeconfig names no CA, this machine's own are asked.</returns>
    private static X509ChainPolicy? Policy(KubernetesClientConfiguration configuration)
    {
        if (configuration.SslCaCerts is not { Count: > 0 } authorities)
            return null;
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        policy.CustomTrustStore.AddRange(authorities);
        policy.ApplicationPolicy.Add(new Oid(ServerAuthentication));
        return policy;
    }
}
