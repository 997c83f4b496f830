using System.Collections.Immutable;
using System.IO.Enumeration;
using System.Security.Cryptography;
using System.Text;

namespace Fridge.Nodes;

internal enum KnownHostMarker
{
    None,

    /// <summary><c>@revoked</c>: never this key.</summary>
    Revoked,

    /// <summary><c>@cert-authority</c>: keys that this one signed, which Fridge doesn't look at.</summary>
    Authority,
}

/// <summary>A line of a known_hosts file, as <c>sshd(8)</c> describes it.</summary>
/// <param name="Patterns">Names with <c>*</c> and <c>?</c>, <c>!</c> before one that is not meant, or one hash of a name.</param>
internal sealed record KnownHostLine(KnownHostMarker Marker, ImmutableArray<string> Patterns, HostKey Key)
{
    private const string Hashed = "|1|";
    private static readonly char[] Blanks = [' ', '\t'];

    /// <returns>Null: a comment, an empty line, or none that ssh would understand.</returns>
    public static KnownHostLine? Parse(string line)
    {
        var words = line.Split(Blanks, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (words is [] || words[0].StartsWith('#'))
            return null;
        KnownHostMarker? marker = words[0] switch
        {
            "@revoked" => KnownHostMarker.Revoked,
            "@cert-authority" => KnownHostMarker.Authority,
            ['@', ..] => null,
            _ => KnownHostMarker.None,
        };
        var rest = marker == KnownHostMarker.None ? words : words[1..];
        return marker is { } known && rest is [var names, var type, var key, ..] && HostKey.Parse($"{type} {key}") is { } parsed
            ? new KnownHostLine(known, [.. names.Split(',')], parsed)
            : null;
    }

    /// <summary>Whether the line speaks of this name, by pattern or hash.</summary>
    /// <param name="name">In lower case.</param>
    public bool Names(string name) =>
        Patterns.Any(pattern => Matches(pattern, name)) && !Patterns.Any(pattern => pattern is ['!', ..] && Matches(pattern[1..], name));

    /// <summary>Whether it is this name's own line, and not one of many.</summary>
    public bool IsOf(string name) => Patterns.Any(pattern => pattern.IndexOfAny(['*', '?']) < 0 && Matches(pattern, name));

    private static bool Matches(string pattern, string name) => pattern.StartsWith(Hashed, StringComparison.Ordinal)
        ? IsHashOf(pattern[Hashed.Length..], name)
        : FileSystemName.MatchesSimpleExpression(pattern.Replace("\\", "\\\\", StringComparison.Ordinal), name, ignoreCase: true);

    private static bool IsHashOf(string saltAndHash, string name)
    {
        if (saltAndHash.Split('|') is not [var salt, var hash])
            return false;
        try
        {
#pragma warning disable CA5350 // The format's own hash; it hides names, and guards nothing.
            return CryptographicOperations.FixedTimeEquals(HMACSHA1.HashData(Convert.FromBase64String(salt), Encoding.UTF8.GetBytes(name)), Convert.FromBase64String(hash));
#pragma warning restore CA5350
        }
        catch (FormatException)
        {
            return false;
        }
    }
}
