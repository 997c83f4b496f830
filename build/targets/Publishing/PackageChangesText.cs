using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Fridge.Images.Renewal;

namespace Fridge.Targets.Publishing;

/// <summary>Changed packages, as an issue and a pull request of a night say them. Pure, and without a date.</summary>
internal static class PackageChangesText
{
    public const string Behind = "Debian's archives have newer packages than the locks of this repository. ";

    private const int MostRows = 200;

    /// <summary>How many, in words.</summary>
    public static string Count(ImmutableArray<PackageChange> changes)
    {
        var security = changes.Where(change => change.IsSecurity).Select(change => change.Package.Name).Distinct().Count();
        return $"{changes.Select(change => change.Package.Name).Distinct().Count()} Debian packages{(security > 0 ? $", {security} of them security updates" : "")}";
    }

    /// <summary>A row a package and version, at most 200.</summary>
    public static string Table(ImmutableArray<PackageChange> changes)
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
