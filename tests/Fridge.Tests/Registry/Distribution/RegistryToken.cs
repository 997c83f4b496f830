using System.Buffers.Text;
using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;

namespace Fridge.Tests.Registry.Distribution;

/// <summary>Signs tokens (JWT, ES256) that a registry with this certificate in its <c>rootcertbundle</c> believes.</summary>
internal sealed class RegistryToken : IDisposable
{
    private readonly ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly X509Certificate2 certificate;

    public RegistryToken()
    {
        var request = new CertificateRequest("CN=tokens", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: false, 0, critical: true));
        certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
    }

    public string CertificatePem => certificate.ExportCertificatePem();

    /// <param name="writes">Else of what is asked for reading alone is given.</param>
    /// <param name="age">So long ago it was given; it lives for 300 s.</param>
    public string For(ImmutableArray<string> scopes, bool writes, TimeSpan age = default)
    {
        var now = (DateTimeOffset.UtcNow - age).ToUnixTimeSeconds();
        var head = Part(new { typ = "JWT", alg = "ES256", x5c = new[] { Convert.ToBase64String(certificate.RawData) } });
        var claims = Part(new
        {
            iss = TokenServer.Issuer,
            sub = "",
            aud = TokenServer.Service,
            iat = now - 5,
            nbf = now - 5,
            exp = now + 300,
            jti = Guid.NewGuid().ToString("N"),
            access = scopes.SelectMany(scope => scope.Split(' ')).Where(scope => scope.Length > 0).Select(scope => scope.Split(':'))
                .Select(scope => new { type = scope[0], name = scope[1], actions = scope[2].Split(',').Where(action => writes || action == "pull").ToArray() }).ToArray(),
        });
        var signature = key.SignData(Encoding.ASCII.GetBytes($"{head}.{claims}"), HashAlgorithmName.SHA256);
        return $"{head}.{claims}.{Base64Url.EncodeToString(signature)}";
    }

    public void Dispose()
    {
        certificate.Dispose();
        key.Dispose();
    }

    private static string Part(object value) => Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(value));
}
