using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Fridge.Images.Renewal;
using Fridge.Publishing.GitHub;

namespace Fridge.Targets.Publishing;

/// <summary>What a night leaves for a person to do: the locks that the checkout has are behind, a newer Flink is out. Pure, and without a date.</summary>
internal static class NightlyIssue
{
    /// <summary>What the issue is about, so that the next night finds it.</summary>
    public const string Subject = "nightly";

    private const int MostRows = 200;

    /// <param name="changes">Against the locks of the checkout.</param>
    /// <returns>Null: there is nothing to do.</returns>
    public static IssueText? Of(ImmutableArray<PackageChange> changes, ImmutableArray<(string Held, string Newer)> newerFlink)
    {
        if (changes.IsEmpty && newerFlink.IsEmpty)
            return null;
        var text = new StringBuilder();
        foreach (var (held, newer) in newerFlink)
            text.Append($"**Flink {newer}** is out; cluster files have {held}. Add it with its sha512 to `flinkMirrors` in `.nuke/parameters.json`, then set `flink.version`.\n\n");
        if (!changes.IsEmpty)
            text.Append("Debian's archives have newer packages than the locks of this repository. `./build.sh Images --update` renews them.\n\n").Append(Table(changes));
        return new IssueText(Title(changes, newerFlink), text.ToString());
    }

    private static string Title(ImmutableArray<PackageChange> changes, ImmutableArray<(string Held, string Newer)> newerFlink)
    {
        var security = changes.Where(change => change.IsSecurity).Select(change => change.Package.Name).Distinct().Count();
        string[] parts =
        [
            .. newerFlink.Select(flink => $"Flink {flink.Newer}"),
            .. changes.IsEmpty ? [] : new[] { $"{changes.Select(change => change.Package.Name).Distinct().Count()} Debian packages{(security > 0 ? $", {security} of them security updates" : "")}" },
        ];
        return $"To renew: {string.Join("; ", parts)}";
    }

    private static string Table(ImmutableArray<PackageChange> changes)
    {
        var rows = changes.GroupBy(change => (change.Package.Name, change.Versions, change.IsSecurity)).OrderBy(row => row.Key.Name, StringComparer.Ordinal).ThenBy(row => row.Key.Versions, StringComparer.Ordinal).ToList();
        var text = new StringBuilder("| package | locked -> now | security update | for | recipes |\n| --- | --- | --- | --- | --- |\n");
        foreach (var row in rows.Take(MostRows))
            text.Append($"| `{row.Key.Name}` | `{row.Key.Versions}` | {(row.Key.IsSecurity ? "yes" : "no")} | {Words(row, change => change.Package.Target)} | {Words(row, change => change.Recipe)} |\n");
        if (rows.Count > MostRows)
            text.Append(CultureInfo.InvariantCulture, $"\nand {rows.Count - MostRows} more\n");
        return text.ToString();
    }

    private static string Words(IEnumerable<PackageChange> row, Func<PackageChange, string> word) => string.Join(", ", row.Select(word).Distinct().Order(StringComparer.Ordinal));
}
