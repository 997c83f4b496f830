using System.Collections.Immutable;
using Fridge.Images.Renewal;
using Fridge.Publishing.GitHub;

namespace Fridge.Targets.Publishing;

/// <summary>The locks of a night as a change of the repository, for a person to take. Pure, and without a date.</summary>
internal static class NightlyPullRequest
{
    public const string Branch = "fridge/locks";

    private const string Recipes = "images";

    /// <param name="renewed">Against the locks of the checkout.</param>
    /// <param name="commit">That the checkout is of.</param>
    /// <returns>Null: the locks are those of the archives.</returns>
    public static Proposal? Of(RenewedLocks renewed, string commit)
    {
        if (renewed.IsEmpty)
            return null;
        var title = $"Renew {PackageChangesText.Count(renewed.Changes)}";
        return new Proposal(
            Branch, commit,
            // The dates of suites change each day, and are no reason to write it anew.
            new NightlyLocks(renewed.Locks).Hash,
            new IssueText(title, $"{PackageChangesText.Behind}These are the locks as the archives are now, in one commit, which is replaced when the archives change.\n\n{PackageChangesText.Table(renewed.Changes)}"),
            renewed.Files.ToImmutableSortedDictionary(file => $"{Recipes}/{file.Key}", file => file.Value, StringComparer.Ordinal));
    }
}
