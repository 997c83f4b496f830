using System.Security.Cryptography;

namespace Fridge.Registry.Oci;

/// <summary>Digests as image documents write them: <c>sha256:</c> and 64 hexadecimal digits.</summary>
internal static class OciDigest
{
    public const string Prefix = "sha256:";

    public static string Of(ReadOnlySpan<byte> content) => Prefix + Convert.ToHexStringLower(SHA256.HashData(content));

    public static async Task<string> OfAsync(Stream content, CancellationToken cancellationToken) =>
        Prefix + Convert.ToHexStringLower(await SHA256.HashDataAsync(content, cancellationToken));
}
