using System.Text;
using System.Text.RegularExpressions;

namespace Fridge.Engine;

/// <summary>Text as Markdown that shows it, whoever wrote it: nothing of it is a heading, a link or HTML.</summary>
internal static partial class MarkdownText
{
    /// <summary>Of a line or a table's cell.</summary>
    private const int Longest = 500;

    public static string Of(string text)
    {
        var shown = new StringBuilder();
        foreach (var letter in text.Length > Longest ? text[..Longest] + "…" : text)
        {
            if (letter == '\n')
                shown.Append("<br>");
            else
                shown.Append(Means(letter) ? "\\" : "").Append(letter);
        }

        return shown.ToString();
    }

    public static string Of(TextTable table)
    {
        var rows = table.Rows.Select(cells => Row(Enumerable.Range(0, table.Columns.Length).Select(column => Of(column < cells.Length ? cells[column] : ""))));
        string[] lines = [Row(table.Columns.Select(Of)), Row(table.Columns.Select(_ => "---")), .. rows];
        return (table.Title is { } title ? $"**{Of(title)}**\n\n" : "") + string.Join('\n', lines);

        static string Row(IEnumerable<string> cells) => $"| {string.Join(" | ", cells)} |";
    }

    /// <summary>A block of code, in a fence that nothing of it closes.</summary>
    public static string Fenced(IEnumerable<string> lines)
    {
        var text = string.Join('\n', lines.Select(line => line.Length > Longest ? line[..Longest] + "…" : line));
        var fence = new string('`', Math.Max(3, Backticks().Matches(text).Select(run => run.Length + 1).DefaultIfEmpty().Max()));
        return $"{fence}text\n{text}\n{fence}";
    }

    /// <summary>ASCII's punctuation may be escaped (CommonMark 0.31, 2.4); a sentence's own isn't.</summary>
    private static bool Means(char letter) => char.IsAscii(letter) && (char.IsPunctuation(letter) || char.IsSymbol(letter)) && !".,:;'\"/%?()".Contains(letter);

    [GeneratedRegex("`+")]
    private static partial Regex Backticks();
}
