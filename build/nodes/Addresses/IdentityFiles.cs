using System.Buffers.Binary;
using System.Text;

namespace Fridge.Nodes;

/// <summary>Tells what kind of key a file holds, without its passphrase.</summary>
internal static class IdentityFiles
{
    private const string OpenSshMagic = "openssh-key-v1\0";

    public static IdentityFile? Inspect(string path)
    {
        var full = Expand(path);
        if (File.Exists(full))
            return new IdentityFile(full, Read(full) is { } text ? KindOf(text) : IdentityKind.Foreign);
        return File.Exists(full + ".pub") ? new IdentityFile(full, IdentityKind.Token) : null;
    }

    /// <summary>Pure: from the file's text. OpenSSH's own format says its cipher and its key type before anything secret.</summary>
    public static IdentityKind KindOf(string text)
    {
        if (text.Contains("ENCRYPTED", StringComparison.Ordinal))
            return IdentityKind.Encrypted;
        if (!text.Contains("PRIVATE KEY", StringComparison.Ordinal))
            return IdentityKind.Token;
        if (text.Contains("BEGIN DSA", StringComparison.Ordinal))
            return IdentityKind.Foreign;
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
        return Convert.TryFromBase64String(body, bytes, out var length) && length >= OpenSshMagic.Length
            ? KindOfOpenSsh(bytes.AsSpan(OpenSshMagic.Length..length))
            : IdentityKind.Foreign;
    }

    private static IdentityKind KindOfOpenSsh(Span<byte> rest)
    {
        try
        {
            return KindBy(rest);
        }
        catch (ArgumentOutOfRangeException)
        {
            // It ends before its head does.
            return IdentityKind.Foreign;
        }
    }

    private static IdentityKind KindBy(Span<byte> rest)
    {
        if (Next(ref rest) != "none")
            return IdentityKind.Encrypted;
        Next(ref rest);
        Next(ref rest);
        rest = rest[sizeof(int)..];
        return Next(ref rest) switch
        {
            var type when type.Contains("ssh-dss", StringComparison.Ordinal) => IdentityKind.Foreign,
            var type when type.Contains("sk-", StringComparison.Ordinal) => IdentityKind.Token,
            _ => IdentityKind.Plain,
        };
    }

    private static string? Read(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception reason) when (reason is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static string Next(ref Span<byte> rest)
    {
        var length = BinaryPrimitives.ReadInt32BigEndian(rest);
        var text = Encoding.Latin1.GetString(rest[sizeof(int)..(sizeof(int) + length)]);
        rest = rest[(sizeof(int) + length)..];
        return text;
    }
}
