using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Fridge.Nodes;

/// <summary>A server's public key.</summary>
/// <param name="Type">As in a known_hosts file: <c>ssh-ed25519</c>, <c>ecdsa-sha2-nistp256</c>, <c>ssh-rsa</c>.</param>
/// <param name="Base64">The key itself.</param>
public sealed record HostKey(string Type, string Base64)
{
    /// <summary>As ssh shows it: <c>SHA256:…</c></summary>
    public string Fingerprint => "SHA256:" + Convert.ToBase64String(SHA256.HashData(Convert.FromBase64String(Base64))).TrimEnd('=');

    /// <summary><c>ssh-ed25519 AAAA… comment</c>; null when it is not a key.</summary>
    public static HostKey? Parse(string text)
    {
        var words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return words.Length >= 2 && IsBase64(words[1]) ? new HostKey(words[0], words[1]) : null;
    }

    /// <summary>From the bytes that a server sends: the type's length, the type, the rest.</summary>
    public static HostKey FromBlob(byte[] blob)
    {
        var length = BinaryPrimitives.ReadInt32BigEndian(blob);
        return new HostKey(Encoding.ASCII.GetString(blob, sizeof(int), length), Convert.ToBase64String(blob));
    }

    public override string ToString() => $"{Type} {Base64}";

    private static bool IsBase64(string text) => Convert.TryFromBase64String(text, new byte[text.Length], out var length) && length > 0;
}
