using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Fridge.Registry.Certificates;

/// <summary>Judges certificates by their content: whose they are, for how long, and whether the key beside them is theirs. Pure.</summary>
public static class CertificateVerdict
{
    /// <summary>One that ends sooner is made anew: a shelf may be off until then.</summary>
    private const int YearsLeft = 1;

    /// <returns>Whether a CA can be kept.</returns>
    public static bool IsAuthority(string caPem, DateTimeOffset now) => Read(caPem) is { } ca && Lasts(ca, now);

    /// <param name="certificate">As <see cref="CertificatePair"/> has it.</param>
    /// <param name="keyHash">SHA-256 of the key's file, in hexadecimal.</param>
    public static bool Holds(string certificate, string keyHash, string caPem, DateTimeOffset now) =>
        certificate.StartsWith($"{CertificatePair.KeyLine}{keyHash}\n", StringComparison.Ordinal)
        && Read(certificate) is { } signed && Read(caPem) is { } ca && Lasts(signed, now) && PinnedCertificates.IsSignedBy(ca, signed, now);

    private static bool Lasts(X509Certificate2 certificate, DateTimeOffset now) => certificate.NotBefore <= now && now.AddYears(YearsLeft) < certificate.NotAfter;

    private static X509Certificate2? Read(string pem)
    {
        try
        {
            return X509Certificate2.CreateFromPem(pem);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
