using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Fridge.Tests.Rollout.Kubernetes.Fixtures;

/// <summary>A cluster's certificates, as kubeadm makes them.</summary>
internal sealed class TestAuthority : IDisposable
{
    private const string ServerAuthentication = "1.3.6.1.5.5.7.3.1";
    private const string ClientAuthentication = "1.3.6.1.5.5.7.3.2";

    private static readonly DateTimeOffset Begin = DateTimeOffset.UtcNow.AddDays(-1);

    private readonly X509Certificate2 authority;

    public TestAuthority()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=kubernetes-ca", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.DigitalSignature, true));
        authority = request.CreateSelfSigned(Begin, Begin.AddYears(1));
    }

    public string Pem => authority.ExportCertificatePem();

    public X509Certificate2 Server(params IEnumerable<string> names) => Sign("CN=server", ServerAuthentication, names, Begin.AddMonths(6));

    /// <param name="subject"><c>O=system:masters, CN=admin</c></param>
    public X509Certificate2 Client(string subject, DateTimeOffset? end = null) => Sign(subject, ClientAuthentication, [], end ?? Begin.AddMonths(6));

    public static string KeyPem(X509Certificate2 certificate)
    {
        using var key = certificate.GetECDsaPrivateKey()!;
        return key.ExportECPrivateKeyPem();
    }

    public string Kubeconfig(string server, X509Certificate2 user) => $"""
        apiVersion: v1
        kind: Config
        current-context: test
        clusters:
        - name: test
          cluster:
            server: {server}
            certificate-authority-data: {Base64(Pem)}
        users:
        - name: test
          user:
            client-certificate-data: {Base64(user.ExportCertificatePem())}
            client-key-data: {Base64(KeyPem(user))}
        contexts:
        - name: test
          context:
            cluster: test
            user: test
        """;

    public void Dispose() => authority.Dispose();

    private X509Certificate2 Sign(string subject, string usage, IEnumerable<string> names, DateTimeOffset end)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest(subject, key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(usage)], false));
        var alternatives = new SubjectAlternativeNameBuilder();
        foreach (var name in names)
        {
            if (IPAddress.TryParse(name, out var address))
                alternatives.AddIpAddress(address);
            else
                alternatives.AddDnsName(name);
        }

        if (names.Any())
            request.CertificateExtensions.Add(alternatives.Build());
        using var signed = request.Create(authority, Begin, end, RandomNumberGenerator.GetBytes(8));
        using var whole = signed.CopyWithPrivateKey(key);
        return X509CertificateLoader.LoadPkcs12(whole.Export(X509ContentType.Pkcs12), null, X509KeyStorageFlags.Exportable);
    }

    private static string Base64(string text) => System.Convert.ToBase64String(Encoding.UTF8.GetBytes(text));
}
