using System.Text.RegularExpressions;

namespace Fridge.Tooling.Host;

/// <summary>Another suite beside the machine's own: its own archive and keys, pinned so low that only what is named comes from it.</summary>
public static partial class AptSuite
{
    public const int Priority = 50;

    /// <summary>The machine's own stanza (deb822) or line for <paramref name="own"/>, with <paramref name="wanted"/> in its place.</summary>
    /// <returns>Null when no source has <paramref name="own"/>: then nobody knows where from.</returns>
    public static AptFile? Beside(IEnumerable<AptFile> sources, string own, string wanted)
    {
        foreach (var file in sources)
        {
            var copy = file.Path.EndsWith(".sources", StringComparison.Ordinal)
                ? Stanza(file.Content, own, wanted)
                : Line(file.Content, own, wanted);
            if (copy is not null)
                return new AptFile($"/etc/apt/sources.list.d/fridge-{wanted}{Path.GetExtension(file.Path)}", copy);
        }

        return null;
    }

    public static bool Has(IEnumerable<AptFile> sources, string suite) =>
        sources.Any(file => Suites(file).Contains(suite));

    public static AptFile Pin(string suite) => new(
        $"/etc/apt/preferences.d/fridge-{suite}",
        $"Package: *\nPin: release n={suite}\nPin-Priority: {Priority}\n");

    private static IEnumerable<string> Suites(AptFile file) => Effective(file.Content)
        .Select(line => SuitesField().Match(line) is { Success: true } field ? field.Groups[1].Value : OneLine().Match(line).Groups["suite"].Value)
        .SelectMany(suites => suites.Split(' ', StringSplitOptions.RemoveEmptyEntries));

    private static string? Stanza(string content, string own, string wanted)
    {
        var stanza = content.Split("\n\n").FirstOrDefault(stanza => Effective(stanza)
            .Any(line => SuitesField().Match(line) is { Success: true } field && field.Groups[1].Value.Split(' ').Contains(own)));
        return stanza is null
            ? null
            : string.Join('\n', Effective(stanza).Select(line => SuitesField().IsMatch(line) ? $"Suites: {wanted}" : line)) + "\n";
    }

    private static string? Line(string content, string own, string wanted)
    {
        var match = Effective(content).Select(line => OneLine().Match(line)).FirstOrDefault(match => match.Groups["suite"].Value == own);
        return match is null ? null : $"{match.Groups["head"].Value}{wanted} {match.Groups["components"].Value}\n";
    }

    private static IEnumerable<string> Effective(string text) =>
        text.Split('\n').Select(line => line.TrimEnd()).Where(line => line.Length > 0 && line[0] != '#');

    [GeneratedRegex(@"^Suites:\s*(.*)$", RegexOptions.IgnoreCase)]
    private static partial Regex SuitesField();

    [GeneratedRegex(@"^(?<head>deb\s+(\[[^\]]*\]\s+)?\S+\s+)(?<suite>\S+)\s+(?<components>.*)$")]
    private static partial Regex OneLine();
}
