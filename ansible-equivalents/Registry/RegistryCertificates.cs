using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Fridge.Provisioning.Registry;

/// <summary>The registry's CA and server certificate as PEM. The keys are secrets: they go to the manager's disk and nowhere else.</summary>
public sealed record RegistryCertificates(string AuthorityCertificate, Secret AuthorityKey, string ServerCertificate, Secret ServerKey)
{
    private const int Years = 10;

    /// <param name="host">The name that clients ask for: <c>registry.fridge</c>.</param>
    /// <param name="now">Validity begins a year before it, since a Pi has no clock of its own, and lasts ten years.</param>
    public static RegistryCertificates Make(string host, DateTimeOffset now)
    {
        var (from, until) = (now.AddYears(-1), now.AddYears(Years - 1));
        using var authorityKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var authority = AuthorityRequest(host, authorityKey).CreateSelfSigned(from, until);
        using var serverKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var server = ServerRequest(host, serverKey, authority)
            .Create(authority, from, until, RandomNumberGenerator.GetBytes(16));
        return new RegistryCertificates(
            Pem(authority), new Secret(authorityKey.ExportPkcs8PrivateKeyPem() + "\n"),
            Pem(server), new Secret(serverKey.ExportPkcs8PrivateKeyPem() + "\n"));
    }

    private static CertificateRequest AuthorityRequest(string host, ECDsa key)
    {
        var request = new CertificateRequest($"CN=Fridge CA of {host}", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, true, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign, true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
        return request;
    }

    private static CertificateRequest ServerRequest(string host, ECDsa key, X509Certificate2 authority)
    {
        var request = new CertificateRequest($"CN={host}", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(host);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.1")], false));
        request.CertificateExtensions.Add(X509AuthorityKeyIdentifierExtension.CreateFromCertificate(authority, true, false));
        return request;
    }

    private static string Pem(X509Certificate2 certificate) => certificate.ExportCertificatePem() + "\n";
}
