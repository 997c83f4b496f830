using System.Text.RegularExpressions;
using Fridge.Provisioning.Facts;

namespace Fridge.Tests.Provisioning.Fixtures;

/// <summary>Sections put together as the facts script prints them.</summary>
internal static partial class FactsText
{
    /// <summary>A whole output; of sections with one name the last wins, and other lines stay away.</summary>
    public static string Output(string sections) =>
        FactSections.Mark + string.Concat(ByName(sections).Values) + ":end 0\n";

    public static IReadOnlyDictionary<string, string> ByName(string sections)
    {
        var byName = new Dictionary<string, string>();
        foreach (Match section in Section().Matches(sections.ReplaceLineEndings("\n") + "\n")) byName[section.Groups[1].Value] = section.Value;
        return byName;
    }

    [GeneratedRegex("^:([a-z0-9_]+) [0-9]+\n(?: .*\n)*", RegexOptions.Multiline)]
    private static partial Regex Section();
}
