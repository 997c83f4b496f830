using Fridge.Model;
using Fridge.Provisioning.Facts;

namespace Fridge.Provisioning.HostTasks.HostsFile;

/// <summary>The part of <c>/etc/hosts</c> that is Fridge's; every other line belongs to the person.</summary>
internal static class HostsBlock
{
    public const string Begin = "# BEGIN fridge: written by Provision, changes between these lines are lost";
    public const string End = "# END fridge";

    public static string Render(ClusterView cluster)
    {
        var registry = WellKnown.Registry.Split(':')[0];
        var lines = cluster.All.Select(node => $"{node.Address} {node.Name}")
            .Concat(cluster.Cluster.ImageSource is null ? [$"{cluster[cluster.FirstManager].Address} {registry}"] : []);
        return string.Join('\n', [Begin, .. lines, End]) + "\n";
    }

    /// <summary>
    /// The file with its block replaced, or added at the end. A block that has lost its end, or has another begin before it, is only as
    /// long as lines follow at once that have an address and one of our names, each name once: what a person wrote below stays.
    /// </summary>
    /// <remarks><c>hosts.sh</c> does the same on the node, at every boot too.</remarks>
    public static string Merge(string current, string block)
    {
        var ours = Words(block.Split('\n')).Select(words => words[1]).ToHashSet();
        var lines = current.Length == 0 ? [] : (current.EndsWith('\n') ? current[..^1] : current).Split('\n');
        var others = new List<string>();
        for (var at = 0; at < lines.Length; at++)
        {
            if (IsEnd(lines[at])) continue;
            if (!IsBegin(lines[at])) others.Add(lines[at]);
            else at = LastOfBlock(lines, at, ours);
        }
        return string.Concat(others.Select(line => line + "\n")) + block;
    }

    private static int LastOfBlock(string[] lines, int begin, HashSet<string> ours)
    {
        var end = Array.FindIndex(lines, begin + 1, line => IsEnd(line) || IsBegin(line));
        if (end >= 0 && IsEnd(lines[end])) return end;
        var (last, seen) = (begin, new HashSet<string>());
        while (last + 1 < lines.Length && Words([lines[last + 1]]).FirstOrDefault() is { } words && ours.Contains(words[1]) && seen.Add(words[1])) last++;
        return last;
    }

    /// <summary>Of those lines that have an address and one name.</summary>
    private static IEnumerable<string[]> Words(IEnumerable<string> lines) => lines
        .Where(line => !line.StartsWith('#'))
        .Select(line => line.Split([' ', '\t', '\r'], StringSplitOptions.RemoveEmptyEntries))
        .Where(words => words.Length == 2);

    private static bool IsBegin(string line) => line.StartsWith("# BEGIN fridge:", StringComparison.Ordinal);

    private static bool IsEnd(string line) => line.TrimEnd(' ', '\t', '\r') == End;
}
