using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Fridge.Registry.Certificates;

/// <summary>Judges certificates by their content: whose they are, for how long, and whether the key beside them is theirs. Pure.</summary>
public static class CertificateVerdict
{
    /// <summary>One that ends sooner is made anew: a shelf may be off until then.</summary>
    private const int YearsLeft = 1;

    private const string EcdsaWithSha256 = "1.2.840.10045.4.3.2";

    /// <returns>Whether a CA can be kept.</returns>
    public static bool IsAuthority(string caPem, DateTimeOffset now) => Read(caPem) is { } ca && Lasts(ca, now);

    /// <param name="certificate">As <see cref="CertificatePair"/> has it.</param>
    /// <param name="keyHash">SHA-256 of the key's file, in hexadecimal.</param>
    public static bool Holds(string certificate, string keyHash, string caPem, DateTimeOffset now) =>
        certificate.StartsWith($"{CertificatePair.KeyLine}{keyHash}\n", StringComparison.Ordinal)
        && Read(certificate) is { } signed && Read(caPem) is { } ca && Lasts(signed, now) && IsSignedBy(ca, signed);

    private static bool Lasts(X509Certificate2 certificate, DateTimeOffset now) => certificate.NotBefore <= now && now.AddYears(YearsLeft) < certificate.NotAfter;

    /// <summary>As <see cref="CertificateAuthority"/> signs. X509Chain would read all that this machine trusts first, to ask none of it.</summary>
    private static bool IsSignedBy(X509Certificate2 ca, X509Certificate2 certificate)
    {
        var parts = new AsnReader(certificate.RawDataMemory, AsnEncodingRules.DER).ReadSequence();
        var signed = parts.ReadEncodedValue();
        var algorithm = parts.ReadSequence().ReadObjectIdentifier();
        var signature = parts.ReadBitString(out _);
        using var key = ca.GetECDsaPublicKey();
        return algorithm == EcdsaWithSha256 && key is not null
            && certificate.IssuerName.RawData.AsSpan().SequenceEqual(ca.SubjectName.RawData)
            && key.VerifyData(signed.Span, signature, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
    }

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
