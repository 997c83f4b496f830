using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Fridge.Registry.Certificates;
using Fridge.Tests.Registry.Distribution;

namespace Fridge.Tests.Publishing;

/// <summary>Debian's docker-registry by a name that this machine knows, with a certificate that it signed itself.</summary>
public sealed class LocalhostRegistry : LocalRegistry
{
    private readonly CertificatePair self = Make();

    public string CaFile => Path.Combine(Folder, "cert.pem");

    protected override CertificatePair Server => self;

    private static CertificatePair Make()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: false, pathLengthConstraint: 0, critical: true));
        using var made = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        return new CertificatePair(made.ExportCertificatePem() + "\n", new Redactor().Hide(key.ExportPkcs8PrivateKeyPem() + "\n"));
    }
}
