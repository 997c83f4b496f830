using System.Globalization;
using System.Text;

namespace Fridge.Engine;

/// <summary>
/// Text that nodes, containers and files have a part in, as it may reach a terminal, a log and a reader of events: what would move the cursor, set a title or
/// a clipboard, or turn the direction of writing is spelt out. A line of a job's log can't write a line of ours.
/// </summary>
internal static class Printable
{
    /// <summary>Tabs and line ends stay; <c>\x1b</c> and <c>\u202e</c> stand for what they name.</summary>
    public static string Of(string text)
    {
        var first = text.AsSpan().IndexOfAnyExcept(Harmless.Letters) is var at and >= 0 ? FirstOf(text, at) : -1;
        if (first < 0)
            return text;
        var shown = new StringBuilder(text.Length + 16).Append(text, 0, first);
        for (var i = first; i < text.Length; i++)
        {
            if (text[i] == '\r' && (i + 1 == text.Length || text[i + 1] == '\n'))
                continue;
            else if (IsHarmless(text[i]))
                shown.Append(text[i]);
            else
                shown.Append(text[i] <= 0xff ? @"\x" : @"\u").Append(((int)text[i]).ToString(text[i] <= 0xff ? "x2" : "x4", CultureInfo.InvariantCulture));
        }

        return shown.ToString();
    }

    private static int FirstOf(string text, int from)
    {
        for (var i = from; i < text.Length; i++)
        {
            if (!IsHarmless(text[i]))
                return i;
        }

        return -1;
    }

    /// <summary>Not a control character of the first or second set, a line or paragraph separator, or one that turns the direction of writing.</summary>
    private static bool IsHarmless(char letter) =>
        letter is '\t' or '\n' || (!char.IsControl(letter) && letter is not ((>= '\u2028' and <= '\u202e') or (>= '\u2066' and <= '\u2069') or '\u200e' or '\u200f' or '\u061c'));

    private static class Harmless
    {
        public static readonly System.Buffers.SearchValues<char> Letters =
            System.Buffers.SearchValues.Create([.. Enumerable.Range(' ', '~' - ' ' + 1).Select(code => (char)code), '\t', '\n']);
    }
}
