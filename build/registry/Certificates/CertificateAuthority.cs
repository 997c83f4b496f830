using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Fridge.Registry.Certificates;

/// <summary>The CA of one cluster's registry. It signs the registry's certificate, the one that may write there, and one for each node, which may read.</summary>
/// <param name="CaPem">Public: what engines trust.</param>
/// <param name="Key">Stays root-only on the first manager; a run that has something to sign reads it from there.</param>
public sealed record CertificateAuthority(string CaPem, Secret Key)
{
    private const string ServerUse = "1.3.6.1.5.5.7.3.1";
    private const string ClientUse = "1.3.6.1.5.5.7.3.2";
    private const int Years = 10;

    /// <summary>Valid from a year ago, because Pis have no clock of their own, for ten years from now, because shelves are switched off.</summary>
    /// <param name="redactor">Hides the key.</param>
    public static CertificateAuthority Create(TimeProvider time, Redactor redactor)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=Fridge registry CA", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: true, pathLengthConstraint: 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, critical: true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, critical: false));
        using var ca = request.CreateSelfSigned(time.GetUtcNow().AddYears(-1), time.GetUtcNow().AddYears(Years));
        return new(ca.ExportCertificatePem() + "\n", Pem(key, redactor));
    }

    public CertificatePair ForRegistry(TimeProvider time, Redactor redactor) => Sign(RegistryCertificates.HostName, ServerUse, time, redactor);

    /// <summary>For whoever reads root's files on the first manager: the registry's second listener takes this very certificate and no other.</summary>
    public CertificatePair ForWriter(TimeProvider time, Redactor redactor) => Sign("fridge-writer", ClientUse, time, redactor);

    /// <param name="node">Its name in the cluster file; for people, who may read it.</param>
    public CertificatePair ForNode(string node, TimeProvider time, Redactor redactor) => Sign($"node-{node}", ClientUse, time, redactor);

    /// <summary>As long as a new CA would be, and never longer than this one.</summary>
    private CertificatePair Sign(string name, string use, TimeProvider time, Redactor redactor)
    {
        using var ca = Load();
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var (from, until) = (Later(time.GetUtcNow().AddYears(-1), ca.NotBefore), Earlier(time.GetUtcNow().AddYears(Years), ca.NotAfter));
        using var certificate = Request(name, use, key).Create(ca, from, until, RandomNumberGenerator.GetBytes(16));
        return CertificatePair.Of(certificate.ExportCertificatePem() + "\n", Pem(key, redactor));
    }

    private X509Certificate2 Load()
    {
        try
        {
            return X509Certificate2.CreateFromPem(CaPem, Key.Reveal());
        }
        catch (Exception wrong) when (wrong is CryptographicException or ArgumentException)
        {
            throw new FridgeException("The key of the registry's CA doesn't belong to its certificate.",
                "On the first manager: sudo mv /var/lib/fridge/registry /var/lib/fridge/registry.aside; then ./build.sh Deploy makes a new CA.", inner: wrong);
        }
    }

    /// <summary>Go's TLS looks at the alternative name alone, which a client needs none of.</summary>
    private static CertificateRequest Request(string name, string use, ECDsa key)
    {
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        if (use == ServerUse)
        {
            var names = new SubjectAlternativeNameBuilder();
            names.AddDnsName(name);
            request.CertificateExtensions.Add(names.Build());
        }

        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: false, hasPathLengthConstraint: false, pathLengthConstraint: 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, critical: true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(use)], critical: false));
        return request;
    }

    private static Secret Pem(ECDsa key, Redactor redactor) => redactor.Hide(key.ExportPkcs8PrivateKeyPem() + "\n");

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;

    private static DateTimeOffset Earlier(DateTimeOffset one, DateTimeOffset other) => one < other ? one : other;
}
