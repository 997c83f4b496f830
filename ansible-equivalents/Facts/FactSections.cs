using System.Collections.Immutable;
using System.Globalization;

namespace Fridge.Provisioning.Facts;

/// <summary>Reads what <see cref="FactScript"/> prints: <c>:name status</c>, then lines that begin with a space.</summary>
public static class FactSections
{
    public static ImmutableDictionary<string, FactText> Parse(string output)
    {
        var sections = ImmutableDictionary.CreateBuilder<string, FactText>();
        var lines = output.Split('\n');
        for (var at = 0; at < lines.Length;)
            at = lines[at].StartsWith(':') ? ReadSection(lines, at, sections) : at + 1;
        return sections.ToImmutable();
    }

    private static int ReadSection(string[] lines, int at, ImmutableDictionary<string, FactText>.Builder sections)
    {
        var header = lines[at][1..].Split(' ');
        var end = at + 1;
        while (end < lines.Length && lines[end].StartsWith(' ')) end++;
        sections[header[0]] = new FactText(
            int.Parse(header[1], CultureInfo.InvariantCulture),
            [.. lines[(at + 1)..end].Select(line => line[1..])]);
        return end;
    }
}
