using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Fridge.Registry.Certificates;

/// <summary>A CA of one cluster and the certificate that it signed for the registry, as PEM.</summary>
/// <param name="CaPem">Public: what engines trust.</param>
/// <param name="CaKey">Stays root-only on the first manager.</param>
/// <param name="CertificatePem">The registry's.</param>
/// <param name="Key">The registry's.</param>
public sealed record RegistryCertificates(string CaPem, Secret CaKey, string CertificatePem, Secret Key)
{
    /// <summary>The name in every node's hosts file.</summary>
    public const string HostName = "registry.fridge";

    /// <summary>Valid from a year ago, because Pis have no clock of their own, for ten years from now.</summary>
    /// <param name="redactor">Hides the keys.</param>
    public static RegistryCertificates Create(TimeProvider time, Redactor redactor)
    {
        var (from, until) = (time.GetUtcNow().AddYears(-1), time.GetUtcNow().AddYears(10));
        using var caKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var ca = CaRequest(caKey).CreateSelfSigned(from, until);
        using var certificate = ServerRequest(key).Create(ca, from, until, RandomNumberGenerator.GetBytes(16));
        return new(
            ca.ExportCertificatePem() + "\n", redactor.Hide(caKey.ExportPkcs8PrivateKeyPem() + "\n"),
            certificate.ExportCertificatePem() + "\n", redactor.Hide(key.ExportPkcs8PrivateKeyPem() + "\n"));
    }

    private static CertificateRequest CaRequest(ECDsa key)
    {
        var request = new CertificateRequest("CN=Fridge registry CA", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: true, pathLengthConstraint: 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, critical: true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, critical: false));
        return request;
    }

    /// <summary>Go's TLS looks at the alternative name alone.</summary>
    private static CertificateRequest ServerRequest(ECDsa key)
    {
        var request = new CertificateRequest($"CN={HostName}", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(HostName);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: false, hasPathLengthConstraint: false, pathLengthConstraint: 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, critical: true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.1")], critical: false));
        return request;
    }
}
