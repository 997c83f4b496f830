using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.RegularExpressions;
using Fridge.Registry.Certificates;
using Fridge.Registry.Distribution;
using Fridge.Testing;
using Fridge.Tests.Registry.Distribution;

namespace Fridge.Tests.Publishing;

/// <summary>Debian's docker-registry by a name that this machine knows, with a certificate that it signed itself.</summary>
public sealed partial class LocalhostRegistry : LocalRegistry
{
    private readonly CertificatePair self = Make();

    public string CaFile => Path.Combine(Folder, "cert.pem");

    protected override CertificatePair Server => self;

    internal OciRegistryClient Client() => new(new RegistryConnection($"localhost:{Port}") { CaPem = File.ReadAllText(CaFile) });

    public async Task<string[]> TagsAsync(string repository, CancellationToken cancellationToken)
    {
        using var client = Client();
        return [.. await client.TagsAsync(repository, cancellationToken)];
    }

    /// <summary>What it was asked for so far, by its own log: <c>GET /v2/owner/fridge-flink/tags/list</c>. It writes a request down when that is over, so one more is made and waited for.</summary>
    public async Task<string[]> RequestsAsync(CancellationToken cancellationToken)
    {
        var mark = $"mark-{Guid.NewGuid():N}";
        await TagsAsync(mark, cancellationToken);
        await Eventually.BecomesAsync(
            "the request in the registry's log", Eventually.Limit, _ => Task.FromResult(Log.Any(line => line.Contains(mark, StringComparison.Ordinal))), there => there, cancellationToken, TimeSpan.FromMilliseconds(20));
        return [.. Log.Select(line => Request().Match(line)).Where(match => match.Success).Select(match => match.Groups[1].Value).Where(request => !request.Contains("mark-", StringComparison.Ordinal))];
    }

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

    /// <summary>Of the combined log format.</summary>
    [GeneratedRegex("\"([A-Z]+ /v2/[^ ]*) HTTP")]
    private static partial Regex Request();
}
