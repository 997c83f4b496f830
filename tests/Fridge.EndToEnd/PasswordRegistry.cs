using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Fridge.EndToEnd;

/// <summary>Debian's registry on this machine, as nodes of a network reach it: with a password, and a certificate of its own authority, which nodes trust where somebody has told them.</summary>
internal sealed class PasswordRegistry : IDisposable
{
    public const string User = "ada";
    public const string Password = "correct horse";

    // bcrypt of the password.
    private const string Htpasswd = "ada:$2y$04$DeHg6v60QN.EsR0x2W/us.3qPH71IByBvOolOTnFt8n442dQG8mbW\n";

    private readonly string folder;
    private readonly string here;
    private readonly Process registry;

    private PasswordRegistry(string folder, string here, string name)
    {
        (this.folder, this.here, Name) = (folder, here, name);
        Directory.CreateDirectory(folder);
        WriteCertificate();
        File.WriteAllText(In("htpasswd"), Htpasswd);
        File.WriteAllText(In("registry.yml"), $$"""
            version: 0.1
            log: {level: error}
            storage: {filesystem: {rootdirectory: {{In("data")}}} }
            auth: {htpasswd: {realm: theirs, path: {{In("htpasswd")}}} }
            http: {addr: "{{name}}", tls: {certificate: {{Ca}}, key: {{In("key.pem")}}} }
            """);
        registry = Process.Start("docker-registry", ["serve", In("registry.yml")]);
    }

    /// <summary>As an image's name begins.</summary>
    public string Name { get; }

    /// <summary>The file with the certificate of its authority.</summary>
    public string Ca => In("ca.pem");

    /// <param name="here">This machine's address in the nodes' network, which is there by now.</param>
    /// <param name="name">With a port that is free.</param>
    public static PasswordRegistry Start(string folder, string here, string name) => new(folder, here, name);

    /// <summary>A name that one of them may have at that address.</summary>
    public static string NameAt(string here)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return $"{here}:{((IPEndPoint)listener.LocalEndpoint).Port}";
    }

    /// <summary>What the owner of a virtual Pi does so that its engine believes this registry.</summary>
    public async Task BeTrustedByAsync(string container)
    {
        await Shelf.DockerAsync("exec", container, "mkdir", "-p", $"/etc/docker/certs.d/{Name}");
        await Shelf.DockerAsync("cp", "--quiet", Ca, $"{container}:/etc/docker/certs.d/{Name}/ca.crt");
    }

    public void Dispose()
    {
        registry.Kill(entireProcessTree: true);
        registry.Dispose();
    }

    private string In(string name) => Path.Combine(folder, name);

    private void WriteCertificate()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=theirs", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Parse(here));
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.1")], false));
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(30));
        File.WriteAllText(Ca, certificate.ExportCertificatePem());
        File.WriteAllText(In("key.pem"), key.ExportECPrivateKeyPem());
    }
}
