namespace Fridge.Model.Yaml;

/// <summary>The valid name that a misspelt one most likely meant.</summary>
public static class Nearest
{
    /// <summary>The first that begins with it: <c>pi4</c> is a <c>pi4-1g</c> more than a <c>pi1</c>. Null where nothing is near: more than a third of the letters (and more than two) would change.</summary>
    public static string? To(string found, IEnumerable<string> valid)
    {
        var names = valid.ToList();
        if (found.Length > 1 && names.Find(name => name.StartsWith(found, StringComparison.OrdinalIgnoreCase)) is { } longer)
            return longer;
        var best = names
            .Select(name => (name, distance: Distance(found.ToLowerInvariant(), name.ToLowerInvariant())))
            .OrderBy(candidate => candidate.distance)
            .FirstOrDefault();
        return best.name is not null && best.distance <= Math.Max(2, best.name.Length / 3) ? best.name : null;
    }

    /// <summary>Optimal string alignment: insertions, deletions, substitutions and swaps of neighbours cost one.</summary>
    private static int Distance(string left, string right)
    {
        var cost = new int[left.Length + 1, right.Length + 1];
        for (var i = 0; i <= left.Length; i++)
            cost[i, 0] = i;
        for (var j = 0; j <= right.Length; j++)
            cost[0, j] = j;
        for (var i = 1; i <= left.Length; i++)
        {
            for (var j = 1; j <= right.Length; j++)
                cost[i, j] = Cheapest(cost, left, right, i, j);
        }

        return cost[left.Length, right.Length];
    }

    private static int Cheapest(int[,] cost, string left, string right, int i, int j)
    {
        var substitution = cost[i - 1, j - 1] + (left[i - 1] == right[j - 1] ? 0 : 1);
        var cheapest = Math.Min(substitution, Math.Min(cost[i - 1, j], cost[i, j - 1]) + 1);
        var swapped = i > 1 && j > 1 && left[i - 1] == right[j - 2] && left[i - 2] == right[j - 1];
        return swapped ? Math.Min(cheapest, cost[i - 2, j - 2] + 1) : cheapest;
    }
}
