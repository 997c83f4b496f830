using System.Collections.Immutable;

namespace Fridge.Tooling.Text;

/// <summary>What changed between two texts, by lines: the longest common part stays, with a little of it shown around each change.</summary>
public static class LineDiff
{
    private const int Context = 2;

    /// <returns>Empty where nothing differs; else a title and <see cref="Of(string, string)"/>.</returns>
    public static ImmutableArray<string> Of(string title, string before, string after) => Of(before, after) is { IsEmpty: false } lines ? [$"--- {title}", .. lines] : [];

    /// <returns>Empty where nothing differs; else lines that begin with <c>+</c>, <c>-</c> or a blank.</returns>
    public static ImmutableArray<string> Of(string before, string after)
    {
        var edits = Edits(Split(before), Split(after));
        return [.. Lines(edits, Enumerable.Range(0, edits.Count).Where(at => IsNearChange(edits, at)))];
    }

    private static IEnumerable<string> Lines(List<(char Sign, string Line)> edits, IEnumerable<int> shown)
    {
        var last = -1;
        foreach (var at in shown)
        {
            if (at != last + 1)
                yield return "  …";
            yield return $"{edits[at].Sign} {edits[at].Line}";
            last = at;
        }
    }

    private static bool IsNearChange(List<(char Sign, string Line)> edits, int at)
    {
        for (var near = Math.Max(0, at - Context); near <= Math.Min(edits.Count - 1, at + Context); near++)
        {
            if (edits[near].Sign != ' ')
                return true;
        }

        return false;
    }

    private static List<(char Sign, string Line)> Edits(string[] before, string[] after)
    {
        var common = CommonLengths(before, after);
        var edits = new List<(char, string)>();
        int i = 0, j = 0;
        while (i < before.Length || j < after.Length)
        {
            if (i < before.Length && j < after.Length && before[i] == after[j])
            {
                edits.Add((' ', before[i++]));
                j++;
            }
            else if (j == after.Length || (i < before.Length && common[i + 1, j] >= common[i, j + 1]))
            {
                edits.Add(('-', before[i++]));
            }
            else
            {
                edits.Add(('+', after[j++]));
            }
        }

        return edits;
    }

    /// <summary>The length of the longest common subsequence of what follows each pair of places.</summary>
    private static int[,] CommonLengths(string[] before, string[] after)
    {
        var lengths = new int[before.Length + 1, after.Length + 1];
        for (var i = before.Length - 1; i >= 0; i--)
        {
            for (var j = after.Length - 1; j >= 0; j--)
                lengths[i, j] = before[i] == after[j] ? lengths[i + 1, j + 1] + 1 : Math.Max(lengths[i + 1, j], lengths[i, j + 1]);
        }

        return lengths;
    }

    private static string[] Split(string text) => text.Length == 0 ? [] : text.TrimEnd('\n').Split('\n');
}
