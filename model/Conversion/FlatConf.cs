using System.Collections.Immutable;
using Fridge.Model.Yaml;

namespace Fridge.Model.Conversion;

/// <summary>
/// <c>flink-conf.yaml</c> as Flink's legacy parser reads it (<c>GlobalConfiguration.loadLegacyYAMLResource</c>): a pair a line, <c>": "</c>
/// between them, everything from a <c>#</c> on is a comment. Lines that Flink drops with a warning in its log are refused here.
/// </summary>
internal static class FlatConf
{
    /// <param name="before">How many lines and columns of the file stand before the text.</param>
    public static ImmutableArray<ConfEntry> Read(string text, Findings findings, Position before = default) =>
        [.. text.Split('\n').Select((line, index) => Entry(line, before with { Line = before.Line + index + 1 }, findings)).OfType<ConfEntry>()];

    private static ConfEntry? Entry(string line, Position before, Findings findings)
    {
        var content = line.Split('#')[0].TrimEnd();
        var indent = content.Length - content.TrimStart().Length;
        if (content.Length == indent)
            return null;
        var at = new Position(before.Line, before.Column + indent + 1);
        var colon = content.IndexOf(": ", StringComparison.Ordinal);
        if (colon <= indent)
        {
            Refuse(content[indent..], at, findings);
            return null;
        }

        var value = content[(colon + 2)..];
        var valueAt = at with { Column = before.Column + colon + 3 + value.Length - value.TrimStart().Length };
        return new(content[indent..colon].Trim(), at, value.Trim(), valueAt);
    }

    private static void Refuse(string written, Position at, Findings findings)
    {
        var content = Hidden(written);
        if (content.EndsWith(':'))
            findings.Refuse(at, $"'{content}' has no value", "Flink ignores such a line: give it a value, or remove it");
        else
            findings.Refuse(at, $"'{content}' is not a pair", "expected 'key: value' with a blank after the colon; Flink ignores such a line", WithBlank(content));
    }

    /// <summary>A pair that isn't one may hold a secret all the same.</summary>
    private static string Hidden(string content) =>
        content.IndexOfAny([':', '=', ' ']) is > 0 and var at && at < content.Length - 1 && SecretOptions.Holds(content[..at].Trim()) ? content[..(at + 1)] + "***" : content;

    private static string? WithBlank(string content) =>
        content.IndexOfAny([':', '=']) is > 0 and var at ? $"{content[..at].TrimEnd()}: {content[(at + 1)..].TrimStart()}" : null;
}
