using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Fridge.Model.Yaml;

namespace Fridge.Model.Conversion;

/// <summary>Tells the two files apart by name and by what they hold: Flink's legacy parser knows no nesting, lists or quotes.</summary>
internal static partial class ConfReader
{
    public static ImmutableArray<ConfEntry> Read(string text, Findings findings)
    {
        var before = findings.ErrorCount;
        var unified = text.ReplaceLineEndings("\n");
        var isYaml = Path.GetFileName(findings.FileName) == "config.yaml" || Nesting().IsMatch(unified);
        var entries = isYaml ? NestedConf.Read(unified, findings) : FlatConf.Read(unified, findings);
        if (entries.IsEmpty && findings.ErrorCount == before)
            findings.Refuse(new(1, 1), "no option in this file", "Flink's flink-conf.yaml or config.yaml");
        return entries;
    }

    /// <summary>A key alone on its line with something deeper, or a list's item, below it.</summary>
    [GeneratedRegex(@"^[^\s#][^#\n]*:[ \t]*([>|][-+0-9]*)?[ \t]*(#[^\n]*)?\n([ \t]*(#[^\n]*)?\n)*([ \t]+[^\s#]|-[ \t])", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex Nesting();
}
