namespace Fridge.Images.Archives;

/// <summary>A clear-signed message (RFC 4880, section 7): what stands outside its block nobody has signed.</summary>
/// <param name="Text">As its signature is made: without dash escapes, blanks at the ends of lines and the last line end.</param>
/// <param name="Signature">The armoured block behind it.</param>
internal sealed record ClearSigned(string Text, string Signature)
{
    private const string Begin = "-----BEGIN PGP SIGNED MESSAGE-----";
    private const string BeginSignature = "-----BEGIN PGP SIGNATURE-----";
    private const string EndSignature = "-----END PGP SIGNATURE-----";
    private const string DashEscape = "- ";

    /// <returns>The first block, unchecked; null: there is no such block.</returns>
    public static ClearSigned? Find(string message)
    {
        var lines = message.Split('\n').Select(line => line.TrimEnd()).SkipWhile(line => line != Begin).ToArray();
        var (middle, end) = (Array.IndexOf(lines, BeginSignature), Array.IndexOf(lines, EndSignature));
        return middle < 0 || end < middle ? null : new ClearSigned(
            string.Join('\n', lines[..middle].SkipWhile(line => line.Length > 0).Skip(1).Select(Unescape)),
            string.Concat(lines[middle..(end + 1)].Select(line => $"{line}\n")));
    }

    private static string Unescape(string line) => line.StartsWith(DashEscape, StringComparison.Ordinal) ? line[DashEscape.Length..] : line;
}
