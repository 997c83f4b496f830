using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Fridge.Model.Reading;

/// <summary>
/// A hostlist as Slurm and pdsh write it: <c>red[01-10]</c>, <c>pi[1,4-6]</c>, <c>192.168.1.[10-12]</c>.
/// A leading zero of the first number pads all of its range.
/// </summary>
internal static partial class Hostlist
{
    /// <summary>No fridge is larger; keeps a slip of the finger such as <c>[0-99999999]</c> from filling the memory.</summary>
    public const int Most = 1000;

    /// <summary>Characters of a list: host names have 63, and each bracket is a step deeper.</summary>
    private const int Longest = 1000;

    /// <summary>Null where a bracket is malformed, a range runs backwards or there are more than <see cref="Most"/> names.</summary>
    public static ImmutableArray<string>? Expand(string text)
    {
        if (text.Length > Longest)
            return null;
        var bracket = Bracket().Match(text);
        if (!bracket.Success)
            return text.IndexOfAny(['[', ']']) < 0 ? [text] : null;
        if (Expand(text[(bracket.Index + bracket.Length)..]) is not { } rests
            || Numbers(bracket.Groups["ranges"].Value) is not { } numbers
            || numbers.Length * (long)rests.Length > Most)
        {
            return null;
        }

        var head = text[..bracket.Index];
        return [.. numbers.SelectMany(number => rests.Select(rest => head + number + rest))];
    }

    private static ImmutableArray<string>? Numbers(string ranges)
    {
        var numbers = ImmutableArray.CreateBuilder<string>();
        foreach (var range in ranges.Split(','))
        {
            var ends = range.Split('-');
            var (first, last) = (int.Parse(ends[0], CultureInfo.InvariantCulture), int.Parse(ends[^1], CultureInfo.InvariantCulture));
            if (last < first || last - first >= Most)
                return null;
            var width = ends[0].StartsWith('0') ? ends[0].Length : 1;
            for (var number = first; number <= last; number++)
                numbers.Add(number.ToString(CultureInfo.InvariantCulture).PadLeft(width, '0'));
        }

        return numbers.ToImmutable();
    }

    [GeneratedRegex(@"\[(?<ranges>[0-9]{1,9}(-[0-9]{1,9})?(,[0-9]{1,9}(-[0-9]{1,9})?)*)\]", RegexOptions.CultureInvariant)]
    private static partial Regex Bracket();
}
