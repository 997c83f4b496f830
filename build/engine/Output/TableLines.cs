using System.Collections.Immutable;

namespace Fridge.Engine;

/// <summary>A table as lines: columns as wide as their widest cell, two blanks between them, a rule under the heads.</summary>
internal static class TableLines
{
    public static IEnumerable<StyledLine> Of(TextTable table, Func<int, int, Tone>? toneOf = null)
    {
        if (table.Title is { } title)
            yield return StyledLine.Of(title, Tone.Strong);

        var widths = table.Columns.Select((head, column) => Width(table, head, column)).ToArray();
        yield return Line(table.Columns, widths, _ => Tone.Strong);
        yield return StyledLine.Of(string.Join("  ", widths.Select(width => new string('─', width))), Tone.Faint);
        foreach (var (row, index) in table.Rows.Select((row, index) => (row, index)))
            yield return Line(row, widths, column => toneOf?.Invoke(index, column) ?? Tone.Plain);
    }

    private static int Width(TextTable table, string head, int column) =>
        table.Rows.Where(row => column < row.Length).Select(row => row[column].Length).Append(head.Length).Max();

    private static StyledLine Line(ImmutableArray<string> cells, int[] widths, Func<int, Tone> toneOf)
    {
        var last = cells.Length - 1;
        while (last > 0 && cells[last].Length == 0)
            last--;
        return new StyledLine([.. cells.Take(last + 1).Select((cell, column) =>
            new Span(column < last && column < widths.Length ? cell.PadRight(widths[column] + 2) : cell, toneOf(column)))]);
    }
}
