namespace Fridge.Images.Archives;

/// <summary>A clear-signed message (RFC 4880, section 7): what stands outside its block nobody has signed.</summary>
internal static class ClearSigned
{
    private const string Begin = "-----BEGIN PGP SIGNED MESSAGE-----";
    private const string End = "-----BEGIN PGP SIGNATURE-----";
    private const string DashEscape = "- ";

    /// <returns>The block's text, unchecked; null: there is no such block.</returns>
    public static string? TextOf(string message)
    {
        var lines = message.Split('\n').Select(line => line.TrimEnd()).SkipWhile(line => line != Begin).ToArray();
        var end = Array.IndexOf(lines, End);
        return end < 0 ? null : string.Join('\n', lines[..end].SkipWhile(line => line.Length > 0).Skip(1).Select(Unescape));
    }

    private static string Unescape(string line) => line.StartsWith(DashEscape, StringComparison.Ordinal) ? line[DashEscape.Length..] : line;
}
