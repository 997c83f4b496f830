using System.Security.Cryptography;
using Org.BouncyCastle.Crypto.Digests;
using Org.BouncyCastle.Crypto.EC;
using Org.BouncyCastle.Crypto.Parameters;
using Org.BouncyCastle.Crypto.Signers;
using Org.BouncyCastle.Math;

namespace Fridge.Registry.Signing;

/// <summary>A private key of ECDSA on P-256. The same content has the same signature each time (RFC 6979), so that a release made twice is the same.</summary>
public sealed class SigningKey
{
    private readonly ECPrivateKeyParameters key;

    private SigningKey(ECPrivateKeyParameters key) => this.key = key;

    /// <param name="pem">PKCS#8 or SEC 1, not encrypted.</param>
    /// <exception cref="FridgeException">It is none (exit code 2). Nothing of it is in the message.</exception>
    public static SigningKey Parse(Secret pem)
    {
        using var read = ECDsa.Create();
        try
        {
            read.ImportFromPem(pem.Reveal());
            var parameters = read.ExportParameters(includePrivateParameters: true);
            return KeyCurve.IsP256(parameters.Curve) && parameters.D is { } secret
                ? new SigningKey(new ECPrivateKeyParameters(new BigInteger(1, secret), new ECDomainParameters(CustomNamedCurves.GetByName("P-256"))))
                : throw Wrong(null);
        }
        catch (Exception reason) when (reason is CryptographicException or ArgumentException)
        {
            throw Wrong(reason);
        }
    }

    /// <returns>As cosign writes it: DER in base64.</returns>
    public string Sign(ReadOnlySpan<byte> content)
    {
        var signer = new DsaDigestSigner(new ECDsaSigner(new HMacDsaKCalculator(new Sha256Digest())), new Sha256Digest());
        signer.Init(forSigning: true, key);
        signer.BlockUpdate(content);
        return Convert.ToBase64String(signer.GenerateSignature());
    }

    private static FridgeException Wrong(Exception? reason) => new(
        "The signing key is not an ECDSA private key on P-256 in PEM without a password.",
        "Make one: openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out key.pem; its public half: openssl pkey -in key.pem -pubout -out key.pub", wrongUse: true, inner: reason);
}
