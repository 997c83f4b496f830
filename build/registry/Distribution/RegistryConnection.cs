using System.Net;
using Fridge.Registry.Certificates;

namespace Fridge.Registry.Distribution;

/// <summary>How a registry is reached, always over TLS.</summary>
/// <param name="Registry">Host and port as in its certificate: <c>registry.fridge:5000</c>.</param>
internal sealed record RegistryConnection(string Registry)
{
    private const int AtOnce = 3;

    /// <summary>Opens a stream to the registry or to the server of its tokens; null: this machine does, through its proxy if it has one.</summary>
    public Func<DnsEndPoint, CancellationToken, Task<Stream>>? Dial { get; init; }

    /// <summary>The CA that must have signed the certificates; null: those that this machine trusts.</summary>
    public string? CaPem { get; init; }

    /// <summary>The certificate that the registry asks for; null: it asks for none.</summary>
    public CertificatePair? Identity { get; init; }

    /// <summary>Null: nobody in particular, whom public registries let read.</summary>
    public RegistryCredentials? Credentials { get; init; }

    /// <summary>How often a question is asked where the registry can't answer now; 1: once, as of the cluster's own, which another target starts.</summary>
    public int Attempts { get; init; } = 1;

    public TimeProvider Time { get; init; } = TimeProvider.System;

    internal HttpMessageHandler Handler()
    {
        var handler = new SocketsHttpHandler { MaxConnectionsPerServer = AtOnce };
        if (Dial is { } dial)
        {
            handler.ConnectCallback = async (context, token) => await dial(context.DnsEndPoint, token);
            handler.UseProxy = false;
        }

        if (CaPem is not null)
            handler.SslOptions = PinnedCertificates.Options(CaPem, Identity);
        return handler;
    }
}
