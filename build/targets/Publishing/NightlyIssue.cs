using System.Collections.Immutable;
using System.Text;
using Fridge.Images.Renewal;
using Fridge.Publishing.GitHub;

namespace Fridge.Targets.Publishing;

/// <summary>What a night leaves for a person to do: the locks that the checkout has are behind, a newer Flink is out. Pure, and without a date.</summary>
internal static class NightlyIssue
{
    /// <summary>What the issue is about, so that the next night finds it.</summary>
    public const string Subject = "nightly";

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
            text.Append(PackageChangesText.Behind).Append("`./build.sh Images --update` renews them.\n\n").Append(PackageChangesText.Table(changes));
        return new IssueText(Title(changes, newerFlink), text.ToString());
    }

    private static string Title(ImmutableArray<PackageChange> changes, ImmutableArray<(string Held, string Newer)> newerFlink)
    {
        string[] parts =
        [
            .. newerFlink.Select(flink => $"Flink {flink.Newer}"),
            .. changes.IsEmpty ? [] : new[] { PackageChangesText.Count(changes) },
        ];
        return $"To renew: {string.Join("; ", parts)}";
    }
}
