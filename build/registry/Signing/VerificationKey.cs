using System.Security.Cryptography;

namespace Fridge.Registry.Signing;

/// <summary>A public key of ECDSA on P-256.</summary>
public sealed class VerificationKey
{
    private readonly string pem;

    private VerificationKey(string pem) => this.pem = pem;

    /// <exception cref="FridgeException">The file isn't there, or holds none (exit code 2).</exception>
    public static VerificationKey Read(string file)
    {
        try
        {
            var key = new VerificationKey(File.ReadAllText(file));
            using var read = key.Open();
            return KeyCurve.IsP256(read.ExportParameters(includePrivateParameters: false).Curve) ? key : throw new CryptographicException("it is on another curve");
        }
        catch (Exception reason) when (reason is CryptographicException or ArgumentException or IOException or UnauthorizedAccessException)
        {
            throw new FridgeException($"{file} does not contain an ECDSA public key on P-256 in PEM: {reason.Message}", "Take the key that is published with the releases (cosign.pub).", wrongUse: true, inner: reason);
        }
    }

    /// <param name="signature">DER in base64.</param>
    public bool Verifies(ReadOnlySpan<byte> content, string signature)
    {
        var bytes = new byte[signature.Length];
        using var key = Open();
        return Convert.TryFromBase64String(signature.Trim(), bytes, out var length)
            && key.VerifyData(content, bytes.AsSpan(0, length), HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
    }

    private ECDsa Open()
    {
        var key = ECDsa.Create();
        key.ImportFromPem(pem);
        return key;
    }
}
