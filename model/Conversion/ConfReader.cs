using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Fridge.Model.Keys;
using Fridge.Model.Yaml;

namespace Fridge.Model.Conversion;

/// <summary>Tells the two files apart by name and by what they hold: Flink's legacy parser knows no nesting, lists or quotes.</summary>
internal static partial class ConfReader
{
    public static ImmutableArray<ConfEntry> Read(string text, Findings findings)
    {
        var before = findings.ErrorCount;
        var unified = text.ReplaceLineEndings("\n");
        var isYaml = Path.GetFileName(findings.FileName) == "config.yaml" || Wrapped().IsMatch(unified) || Nesting().IsMatch(unified) && !IsFlat(unified);
        var entries = isYaml ? NestedConf.Read(unified, findings) : FlatConf.Read(unified, findings);
        if (entries.IsEmpty && findings.ErrorCount == before)
            findings.Refuse(new(1, 1), "no option in this file", "Flink's flink-conf.yaml or config.yaml");
        return entries;
    }

    /// <summary>One key that lost its value makes no nested file of a flat one, whose options are whole also where a line is indented.</summary>
    private static bool IsFlat(string text) => Indented().Matches(text).Any(line => line.Groups["key"].Value is var key && key.Contains('.') && FlinkKeys.IsKnown(key));

    /// <summary>A file of Kubernetes or Compose, which has a configuration within.</summary>
    [GeneratedRegex("^(kind|services):", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex Wrapped();

    [GeneratedRegex(@"^[ \t]+(?<key>[\w.-]+): ", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex Indented();

    /// <summary>A key alone on its line with something deeper, or a list's item, below it.</summary>
    [GeneratedRegex(@"^[^\s#][^#\n]*:[ \t]*([>|][-+0-9]*)?[ \t]*(#[^\n]*)?\n([ \t]*(#[^\n]*)?\n)*([ \t]+[^\s#]|-[ \t])", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex Nesting();
}
