using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Fridge.Bench.Figures;

/// <summary>Figures as lines: a table for people, or an object a line with <c>name</c>, <c>value</c>, <c>unit</c>.</summary>
internal static class FigureText
{
    private static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static IEnumerable<string> Objects(IEnumerable<Figure> figures) => figures.Select(figure =>
        JsonSerializer.Serialize(new { name = figure.Name, value = Math.Round(figure.Value, 3), unit = figure.Unit }, Json));

    public static IEnumerable<string> Table(string title, IReadOnlyCollection<Figure> figures) => Rows(
        [title, "value", "unit"],
        figures.Select(figure => new[] { figure.Label, Number(figure.Value, figure.Unit == "x" ? 2 : 1), figure.Unit }));

    /// <summary>The first column to the left, numbers to the right, a unit or a mark behind them as it is.</summary>
    public static IEnumerable<string> Rows(string[] head, IEnumerable<string[]> rows)
    {
        var all = rows.Prepend(head).ToList();
        var widths = head.Select((_, column) => all.Max(row => row[column].Length)).ToArray();
        return all.Select(row => string.Join("  ", row.Select((cell, column) =>
            column == 0 || column == head.Length - 1 ? cell.PadRight(widths[column]) : cell.PadLeft(widths[column]))).TrimEnd());
    }

    public static string Number(double value, int digits = 1) => value.ToString($"F{digits}", CultureInfo.InvariantCulture);
}
