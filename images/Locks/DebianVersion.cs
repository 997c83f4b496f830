using System.Globalization;

namespace Fridge.Images.Locks;

/// <summary>Debian's order of versions (deb-version(7)): epoch, upstream version, revision; a tilde sorts before everything.</summary>
public sealed class DebianVersion : IComparer<string>
{
    public static readonly DebianVersion Order = new();

    public int Compare(string? x, string? y)
    {
        var (left, right) = (Split(x ?? ""), Split(y ?? ""));
        return left.Epoch != right.Epoch ? left.Epoch.CompareTo(right.Epoch)
            : ComparePart(left.Upstream, right.Upstream) is var upstream and not 0 ? upstream
            : ComparePart(left.Revision, right.Revision);
    }

    /// <summary>As the program's makers count, with what Debian took away: <c>2.42.0+ds</c>.</summary>
    public static string Upstream(string version) => Split(version).Upstream;

    private static (long Epoch, string Upstream, string Revision) Split(string version)
    {
        var colon = version.IndexOf(':');
        var epoch = colon < 0 ? 0 : long.Parse(version[..colon], CultureInfo.InvariantCulture);
        var rest = version[(colon + 1)..];
        var dash = rest.LastIndexOf('-');
        return dash < 0 ? (epoch, rest, "") : (epoch, rest[..dash], rest[(dash + 1)..]);
    }

    private static int ComparePart(string left, string right)
    {
        var (l, r) = (0, 0);
        while (l < left.Length || r < right.Length)
        {
            if (CompareText(left, ref l, right, ref r) is var text and not 0)
            {
                return text;
            }

            if (Number(left, ref l).CompareTo(Number(right, ref r)) is var number and not 0)
            {
                return number;
            }
        }

        return 0;
    }

    private static int CompareText(string left, ref int l, string right, ref int r)
    {
        while (IsText(left, l) || IsText(right, r))
        {
            if (Weight(left, l).CompareTo(Weight(right, r)) is var order and not 0)
            {
                return order;
            }

            l++;
            r++;
        }

        return 0;
    }

    private static bool IsText(string text, int at) => at < text.Length && !char.IsAsciiDigit(text[at]);

    private static int Weight(string text, int at) => !IsText(text, at) ? 0 : text[at] switch
    {
        '~' => -1,
        var letter when char.IsAsciiLetter(letter) => letter,
        var other => other + 256,
    };

    private static System.Numerics.BigInteger Number(string text, ref int at)
    {
        var start = at;
        while (at < text.Length && char.IsAsciiDigit(text[at]))
        {
            at++;
        }

        return at == start ? 0 : System.Numerics.BigInteger.Parse(text.AsSpan(start, at - start));
    }
}
