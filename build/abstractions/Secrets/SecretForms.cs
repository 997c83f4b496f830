using System.Collections.Immutable;
using System.Net;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Fridge;

/// <summary>
/// The texts in which a secret shows: itself; the lines of a longer one, such as a PEM key; and each of these in base64 (inside a longer
/// text too), in a URL, in JSON, in a word for a shell, in YAML and in a Compose file.
/// </summary>
internal static partial class SecretForms
{
    /// <summary>Below this a secret stands in too many words to be taken out of all of them: it's hidden where it stands by itself, and not encoded.</summary>
    private const int Shortest = 4;

    /// <summary>A shorter line of a longer secret (<c>AQ==</c>, <c>}</c>) tells too little and would hide ordinary text.</summary>
    private const int ShortestLine = 8;

    /// <summary>What stands in the middle of a longer text's base64 is known by so many characters.</summary>
    private const int ShortestCore = 6;

    /// <summary>Lengths of lines in which tools write base64.</summary>
    private static readonly int[] Widths = [64, 76];

    public static ImmutableArray<string> Of(string secret) =>
        [.. Texts(secret).Where(text => text.Length >= Shortest).SelectMany(Forms).Distinct(StringComparer.Ordinal)];

    public static ImmutableArray<string> Words(string secret) =>
        secret.Trim('\r', '\n') is { Length: > 0 and < Shortest } word ? [word] : [];

    private static IEnumerable<string> Texts(string secret)
    {
        var whole = secret.Trim('\r', '\n');
        var lines = whole.Split('\n', StringSplitOptions.TrimEntries);
        return lines.Length == 1
            ? [whole]
            : [whole, .. lines.Where(line => line.Length >= ShortestLine && !line.StartsWith("-----", StringComparison.Ordinal))];
    }

    private static IEnumerable<string> Forms(string text) => [text, .. Base64(text), .. Urls(text), .. Json(text), .. Quoted(text)];

    private static IEnumerable<string> Base64(string text)
    {
        var plain = Cores(Encoding.UTF8.GetBytes(text)).ToList();
        return plain.Concat(plain.Select(core => core.Replace('+', '-').Replace('/', '_')));
    }

    /// <summary>As the whole of a text, and what no neighbour changes where it begins at the second or third byte of three.</summary>
    private static IEnumerable<string> Cores(byte[] bytes)
    {
        var whole = Convert.ToBase64String(bytes).TrimEnd('=');
        var inside = Enumerable.Range(0, 3).Select(before => Core(bytes, before)).Where(core => core.Length >= ShortestCore);
        var lines = Widths.Where(width => whole.Length > width).SelectMany(width => whole.Chunk(width).Where(line => line.Length >= ShortestLine).Select(line => new string(line)));
        return [whole, .. inside, .. lines];
    }

    private static string Core(byte[] bytes, int before)
    {
        var encoded = Convert.ToBase64String([.. new byte[before], .. bytes]);
        return encoded[(((before * 8) + 5) / 6)..((before + bytes.Length) * 8 / 6)];
    }

    private static IEnumerable<string> Urls(string text)
    {
        string[] upper = [Uri.EscapeDataString(text), WebUtility.UrlEncode(text), Reserved().Replace(Uri.EscapeDataString(text), match => Uri.UnescapeDataString(match.Value))];
        return upper.Concat(upper.Select(form => Percent().Replace(form, match => match.Value.ToLowerInvariant())));
    }

    /// <summary>Escaped as little as can be, as .NET does it, and as Go does it.</summary>
    private static IEnumerable<string> Json(string text)
    {
        var least = JsonEncodedText.Encode(text, JavaScriptEncoder.UnsafeRelaxedJsonEscaping).ToString();
        var most = JsonEncodedText.Encode(text).ToString();
        return
        [
            least, most, Unicode().Replace(most, match => match.Value.ToLowerInvariant()),
            least.Replace("&", "\\u0026", StringComparison.Ordinal).Replace("<", "\\u003c", StringComparison.Ordinal).Replace(">", "\\u003e", StringComparison.Ordinal),
        ];
    }

    /// <summary>A quoted word of a shell, a quoted scalar of YAML, and what both are in a Compose file.</summary>
    private static IEnumerable<string> Quoted(string text)
    {
        string[] quoted = [text.Replace("'", "'\\''", StringComparison.Ordinal), text.Replace("'", "''", StringComparison.Ordinal)];
        return quoted.Concat(quoted.Append(text).Select(form => form.Replace("$", "$$", StringComparison.Ordinal)));
    }

    [GeneratedRegex("%(2F|3A|40|26|3D|2B|24|2C|3B|3F|23)")]
    private static partial Regex Reserved();

    [GeneratedRegex("%[0-9A-F]{2}")]
    private static partial Regex Percent();

    [GeneratedRegex(@"\\u[0-9A-F]{4}")]
    private static partial Regex Unicode();
}
