using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace Fridge.Registry.Certificates;

/// <summary>Trusts one CA, given as PEM, and nothing that this machine trusts.</summary>
internal static class PinnedCertificates
{
    /// <param name="identity">Whom we are; null: nobody.</param>
    public static SslClientAuthenticationOptions Options(string caPem, CertificatePair? identity = null)
    {
        var ca = X509Certificate2.CreateFromPem(caPem);
        return new SslClientAuthenticationOptions
        {
            RemoteCertificateValidationCallback = (_, certificate, _, errors) =>
                certificate is X509Certificate2 server && !errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch) && IsSignedBy(ca, server),
            ClientCertificateContext = identity is null
                ? null
                : SslStreamCertificateContext.Create(X509Certificate2.CreateFromPem(identity.Certificate, identity.Key.Reveal()), additionalCertificates: null, offline: true),
        };
    }

    private static bool IsSignedBy(X509Certificate2 ca, X509Certificate2 server)
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.Add(ca);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.DisableCertificateDownloads = true;
        return chain.Build(server);
    }
}
