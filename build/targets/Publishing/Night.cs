using Fridge.Images.Renewal;
using Fridge.Publishing.Contents;

namespace Fridge.Targets.Publishing;

/// <summary>What a night leaves to the rest of its run.</summary>
/// <param name="Recipes">Where the recipes with these locks are.</param>
/// <param name="Document">What the registry has of it; null: not yet, or with --check.</param>
internal sealed record Night(RenewedLocks Renewed, string Recipes, ReleaseDocument? Document);

/// <summary>Where a night says what is for a person to do.</summary>
internal enum ReportPlace
{
    Nowhere,

    /// <summary>In one issue.</summary>
    Github,

    /// <summary>The locks in one pull request, which has them renewed; what no lock can say in one issue.</summary>
    GithubPullRequest,
}
