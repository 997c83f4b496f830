using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Fridge.Provisioning.Facts;

/// <summary>
/// Reads what <see cref="FactScript"/> prints between its marks: <c>:name status</c>, then lines that begin with a space.
/// What a login shell prints before the first mark is nobody's fact.
/// </summary>
internal static partial class FactSections
{
    public const string Begin = "begin";
    public const string End = "end";

    /// <summary>The first mark, as a line.</summary>
    public const string Mark = ":begin 0\n";

    /// <exception cref="FormatException">A section is there twice, or there is no mark.</exception>
    public static ImmutableDictionary<string, FactText> Parse(string output)
    {
        var at = output.StartsWith(Mark, StringComparison.Ordinal) ? 0 : output.IndexOf('\n' + Mark, StringComparison.Ordinal) + 1;
        if (at == 0 && !output.StartsWith(Mark, StringComparison.Ordinal)) throw new FormatException("it printed no facts");
        return ParseSections(output[at..].Split('\n'));
    }

    private static ImmutableDictionary<string, FactText> ParseSections(string[] lines)
    {
        var sections = ImmutableDictionary.CreateBuilder<string, FactText>();
        for (var at = 1; at < lines.Length; at++)
        {
            if (Header().Match(lines[at]) is not { Success: true } header) continue;
            var name = header.Groups[1].Value;
            if (name == End) break;
            if (!sections.TryAdd(name, new FactText(int.Parse(header.Groups[2].Value, CultureInfo.InvariantCulture), Content(lines, at + 1))))
                throw new FormatException($"it printed the fact '{name}' twice");
        }
        return sections.ToImmutable();
    }

    private static ImmutableArray<string> Content(string[] lines, int from)
    {
        var end = from;
        while (end < lines.Length && lines[end].StartsWith(' ')) end++;
        while (end > from && lines[end - 1] == " ") end--;
        return [.. lines[from..end].Select(line => line[1..])];
    }

    [GeneratedRegex("^:([a-z0-9_]+) ([0-9]{1,3})$")]
    private static partial Regex Header();
}
