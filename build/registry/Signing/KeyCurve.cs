using System.Security.Cryptography;

namespace Fridge.Registry.Signing;

internal static class KeyCurve
{
    private const string P256 = "1.2.840.10045.3.1.7";

    public static bool IsP256(ECCurve curve) => curve.IsNamed && curve.Oid.Value == P256;
}
