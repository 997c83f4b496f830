using System.Buffers.Binary;
using System.Text;
using Fridge.Tooling;

namespace Fridge.Nodes;

/// <summary>Tells what kind of key a file holds, without its passphrase.</summary>
internal static class IdentityFiles
{
    private const string OpenSshMagic = "openssh-key-v1\0";

    public static IdentityFile? Inspect(string path)
    {
        var full = Expand(path);
        if (File.Exists(full))
            return new IdentityFile(full, KindOf(File.ReadAllText(full)));
        return File.Exists(full + ".pub") ? new IdentityFile(full, IdentityKind.Token) : null;
    }

    /// <summary>Pure: from the file's text. OpenSSH's own format says its cipher and its key type before anything secret.</summary>
    public static IdentityKind KindOf(string text)
    {
        if (text.Contains("ENCRYPTED", StringComparison.Ordinal))
            return IdentityKind.Encrypted;
        if (!text.Contains("PRIVATE KEY", StringComparison.Ordinal))
            return IdentityKind.Token;
        return text.Contains("OPENSSH PRIVATE KEY", StringComparison.Ordinal) ? KindOfOpenSsh(text) : IdentityKind.Plain;
    }

    public static string Expand(string path) =>
        path == "~" || path.StartsWith("~/", StringComparison.Ordinal)
            ? Environment.GetFolderPath(Environment.SpecialFolder.UserProfile) + path[1..]
            : path;

    private static IdentityKind KindOfOpenSsh(string pem)
    {
        var body = string.Concat(pem.Split('\n').Select(line => line.Trim()).Where(line => !line.StartsWith('-')));
        var bytes = new byte[body.Length];
        if (!Convert.TryFromBase64String(body, bytes, out var length) || length < OpenSshMagic.Length)
            return IdentityKind.Encrypted;
        var rest = bytes.AsSpan(OpenSshMagic.Length..length);
        if (Next(ref rest) != "none")
            return IdentityKind.Encrypted;
        Next(ref rest);
        Next(ref rest);
        rest = rest[sizeof(int)..];
        return Next(ref rest).Contains("sk-", StringComparison.Ordinal) ? IdentityKind.Token : IdentityKind.Plain;
    }

    private static string Next(ref Span<byte> rest)
    {
        var length = BinaryPrimitives.ReadInt32BigEndian(rest);
        var text = Encoding.Latin1.GetString(rest[sizeof(int)..(sizeof(int) + length)]);
        rest = rest[(sizeof(int) + length)..];
        return text;
    }
}
