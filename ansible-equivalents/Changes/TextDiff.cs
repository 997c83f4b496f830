using System.Text;

namespace Fridge.Provisioning.Changes;

/// <summary>Line differences for people, as <c>diff -u</c> shows them with two lines of context.</summary>
internal static class TextDiff
{
    private const int Context = 2;

    /// <param name="before">Null: there was no file.</param>
    public static string Between(string path, string? before, string after)
    {
        var lines = Script(Lines(before ?? ""), Lines(after));
        var text = new StringBuilder().Append("--- ").Append(before is null ? "(no file)" : path).Append('\n')
            .Append("+++ ").Append(path).Append('\n');
        var shownBefore = -1;
        foreach (var at in Shown(lines))
        {
            if (at > shownBefore + 1) text.Append("  …\n");
            text.Append(lines[at].Sign).Append(' ').Append(lines[at].Text).Append('\n');
            shownBefore = at;
        }
        return text.ToString();
    }

    private static string[] Lines(string text) => text.Length == 0 ? [] : text.TrimEnd('\n').Split('\n');

    private static IEnumerable<int> Shown(List<(char Sign, string Text)> lines) =>
        Enumerable.Range(0, lines.Count).Where(at =>
            lines.Skip(Math.Max(0, at - Context)).Take(at - Math.Max(0, at - Context) + Context + 1).Any(line => line.Sign != ' '));

    /// <summary>The shortest edit by the table of longest common subsequences; files here have some dozen lines.</summary>
    private static List<(char Sign, string Text)> Script(string[] before, string[] after)
    {
        var common = CommonLengths(before, after);
        var script = new List<(char, string)>();
        var (i, j) = (0, 0);
        while (i < before.Length || j < after.Length)
        {
            if (i < before.Length && j < after.Length && before[i] == after[j])
                (i, j) = Add(' ', before[i], i + 1, j + 1);
            else if (j == after.Length || (i < before.Length && common[i + 1, j] >= common[i, j + 1]))
                (i, j) = Add('-', before[i], i + 1, j);
            else
                (i, j) = Add('+', after[j], i, j + 1);
        }
        return script;

        (int, int) Add(char sign, string line, int nextBefore, int nextAfter)
        {
            script.Add((sign, line));
            return (nextBefore, nextAfter);
        }
    }

    private static int[,] CommonLengths(string[] before, string[] after)
    {
        var lengths = new int[before.Length + 1, after.Length + 1];
        for (var i = before.Length - 1; i >= 0; i--)
            for (var j = after.Length - 1; j >= 0; j--)
                lengths[i, j] = before[i] == after[j]
                    ? lengths[i + 1, j + 1] + 1
                    : Math.Max(lengths[i + 1, j], lengths[i, j + 1]);
        return lengths;
    }
}
