namespace Fridge.Engine;

internal static class Suggestion
{
    /// <summary><c>Did you mean Deploy?</c>, or null when nothing is near.</summary>
    public static string? For(string word, IEnumerable<string> known)
    {
        var nearest = known.Select(name => (name, distance: Distance(word.ToLowerInvariant(), name.ToLowerInvariant())))
            .Where(candidate => candidate.distance <= Math.Max(2, candidate.name.Length / 3))
            .OrderBy(candidate => candidate.distance)
            .FirstOrDefault();
        return nearest.name is null ? null : $"Did you mean {nearest.name}?";
    }

    /// <summary>Insertions, deletions, replacements and swaps of neighbours (optimal string alignment).</summary>
    public static int Distance(string from, string to)
    {
        var rows = new int[from.Length + 1, to.Length + 1];
        for (var i = 0; i <= from.Length; i++)
        {
            for (var j = 0; j <= to.Length; j++)
                rows[i, j] = i == 0 || j == 0 ? i + j : Cheapest(i, j);
        }

        return rows[from.Length, to.Length];

        int Cheapest(int i, int j)
        {
            var cost = from[i - 1] == to[j - 1] ? 0 : 1;
            var best = Math.Min(Math.Min(rows[i - 1, j], rows[i, j - 1]) + 1, rows[i - 1, j - 1] + cost);
            var swapped = i > 1 && j > 1 && from[i - 1] == to[j - 2] && from[i - 2] == to[j - 1];
            return swapped ? Math.Min(best, rows[i - 2, j - 2] + 1) : best;
        }
    }
}
