using System.Globalization;

namespace Fridge.Model;

/// <summary>Many node names in few words, as a hostlist: <c>pico-[1-100]</c>.</summary>
public static class NodeNames
{
    public static string Compress(IEnumerable<string> names)
    {
        var groups = new List<List<string>>();
        foreach (var name in names)
        {
            if (groups.Count > 0 && Follows(groups[^1][^1], name))
                groups[^1].Add(name);
            else
                groups.Add([name]);
        }

        return string.Join(", ", groups.Select(Hostlist));
    }

    private static string Hostlist(List<string> names) => names.Count == 1
        ? names[0]
        : $"{Stem(names[0])}[{names[0][Stem(names[0]).Length..]}-{names[^1][Stem(names[^1]).Length..]}]";

    private static bool Follows(string previous, string name) =>
        Stem(previous) == Stem(name) && Number(previous) is { } first && Number(name) == first + 1
        && (name.Length == previous.Length || previous[Stem(previous).Length] != '0');

    private static string Stem(string name) => name.TrimEnd(['0', '1', '2', '3', '4', '5', '6', '7', '8', '9']);

    private static long? Number(string name) =>
        long.TryParse(name[Stem(name).Length..], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
