using System.Security.Cryptography;
using System.Text;

namespace Fridge.Registry.Certificates;

/// <summary>A certificate with its key, as PEM.</summary>
/// <param name="Certificate">
/// Public. Its first line, which readers of PEM pass over, says which key file belongs to it: a pair of which a power cut left one half is known
/// without anybody's reading the key.
/// </param>
public sealed record CertificatePair(string Certificate, Secret Key)
{
    internal const string KeyLine = "# key: sha256:";

    internal static CertificatePair Of(string certificate, Secret key) =>
        new($"{KeyLine}{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key.Reveal())))}\n{certificate}", key);
}
