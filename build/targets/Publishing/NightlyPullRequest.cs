using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Fridge.Images.Renewal;
using Fridge.Publishing.GitHub;

namespace Fridge.Targets.Publishing;

/// <summary>The locks of a night as a change of the repository, for a person to take. Pure, and without a date.</summary>
internal static class NightlyPullRequest
{
    public const string Branch = "fridge/locks";

    public const string Behind = "Debian's archives have newer packages than the locks of this repository. ";

    private const string Recipes = "images";
    private const int MostRows = 200;

    /// <param name="renewed">Against the locks of the checkout.</param>
    /// <param name="commit">That the checkout is of.</param>
    /// <returns>Null: the locks are those of the archives.</returns>
    public static Proposal? Of(RenewedLocks renewed, string commit)
    {
        if (renewed.IsEmpty)
            return null;
        var title = $"Renew {Packages(renewed.Changes)}";
        return new Proposal(
            Branch, commit,
            // The dates of suites change each day, and are no reason to write it anew.
            new NightlyLocks(renewed.Locks).Hash,
            new IssueText(title, $"{Behind}These are the locks as the archives are now, in one commit, which is replaced when the archives change.\n\n{Table(renewed.Changes)}"),
            renewed.Files.ToImmutableSortedDictionary(file => $"{Recipes}/{file.Key}", file => file.Value, StringComparer.Ordinal));
    }

    /// <summary>How many, in words.</summary>
    public static string Packages(ImmutableArray<PackageChange> changes)
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
