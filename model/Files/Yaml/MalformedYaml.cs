using YamlDotNet.Core;

namespace Fridge.Model.Yaml;

/// <summary>Turns the scanner's message into one that says what a person should change.</summary>
internal static class MalformedYaml
{
    public static void Explain(string text, YamlException error, Findings findings)
    {
        var at = new Position(Math.Max(1, (int)error.Start.Line), Math.Max(1, (int)error.Start.Column));
        if (FirstIndentingTab(text) is { } tab && tab.Line <= at.Line + 1)
            findings.Refuse(tab, "a tab in the indentation", "spaces; YAML does not indent with tabs");
        else
            findings.Refuse(at, $"this is not valid YAML ({error.Message.TrimEnd('.')})", "look at the quotes, brackets and indentation there and in the line before");
    }

    private static Position? FirstIndentingTab(string text)
    {
        var lines = text.Split('\n');
        for (var line = 0; line < lines.Length; line++)
        {
            var indentation = lines[line].TakeWhile(character => character is ' ' or '\t').ToList();
            if (indentation.IndexOf('\t') is >= 0 and var column && indentation.Count < lines[line].TrimEnd().Length)
                return new(line + 1, column + 1);
        }

        return null;
    }
}
