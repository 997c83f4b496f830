using System.Text;

namespace Fridge.Tooling.Streams;

/// <summary>Text of any length from other programs: the beginning is kept, and a note says where it was cut.</summary>
public static class CappedText
{
    /// <summary>Of a command's whole output, in characters: far above all that is asked for.</summary>
    public const int Whole = 16 << 20;

    /// <summary>Of a line, in characters.</summary>
    public const int Line = 64 << 10;

    /// <summary>Reads to the end, so that whoever writes isn't stopped.</summary>
    public static async Task<string> ReadAsync(TextReader reader, int limit, CancellationToken cancellationToken)
    {
        var (kept, buffer) = (new StringBuilder(), new char[4096]);
        var cut = false;
        while (await reader.ReadAsync(buffer, cancellationToken) is > 0 and var read)
            cut |= !kept.Take(buffer.AsSpan(0, read), limit);
        return cut ? kept.Append(Mark(limit)).ToString() : kept.ToString();
    }

    /// <summary>Lines, without their ends.</summary>
    public static async IAsyncEnumerable<string> LinesAsync(
        TextReader reader, int limit, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var (line, buffer) = (new StringBuilder(), new char[4096]);
        var (cut, begun) = (false, false);
        while (await reader.ReadAsync(buffer, cancellationToken) is > 0 and var read)
        {
            for (var at = 0; at < read;)
            {
                var end = Array.IndexOf(buffer, '\n', at, read - at);
                cut |= !line.Take(buffer.AsSpan(at, (end < 0 ? read : end) - at), limit);
                begun = end < 0;
                at = end < 0 ? read : end + 1;
                if (end >= 0)
                {
                    yield return Ended(line, cut, limit);
                    cut = false;
                }
            }
        }

        if (begun)
            yield return Ended(line, cut, limit);
    }

    /// <returns>False: not all of it found room.</returns>
    internal static bool Take(this StringBuilder kept, ReadOnlySpan<char> more, int limit)
    {
        var room = Math.Max(0, limit - kept.Length);
        kept.Append(more.Length <= room ? more : more[..room]);
        return more.Length <= room;
    }

    internal static string Mark(int limit) => $"… (cut here: longer than {limit} characters)";

    private static string Ended(StringBuilder line, bool cut, int limit)
    {
        var text = line.ToString().TrimEnd('\r');
        line.Clear();
        return cut ? text + Mark(limit) : text;
    }
}
