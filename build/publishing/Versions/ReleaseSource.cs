using System.Collections.Immutable;

namespace Fridge.Publishing.Versions;

/// <summary>What the checkout says about a release that is to be made of it.</summary>
public sealed record ReleaseSource
{
    /// <summary>The commit that is checked out.</summary>
    public required string Head { get; init; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset Made { get; init; }

    /// <summary>Files differ from it, or some are new to git.</summary>
    public required bool IsDirty { get; init; }

    /// <summary>The commit that the release's tag names; null: there is no such tag.</summary>
    public required string? Tagged { get; init; }

    /// <summary>The latest version that this history holds, the release's own tag left out; null: there is none.</summary>
    public required ReleaseTag? Before { get; init; }

    /// <summary>Since then, the newest first.</summary>
    public required ImmutableArray<SourceCommit> Commits { get; init; }

    /// <summary>The repository on a forge that this is a clone of; null: of none.</summary>
    public RepositoryName? Origin { get; init; }

    /// <exception cref="FridgeException">No release can be made of it (exit code 2).</exception>
    public void Demand(ReleaseTag tag)
    {
        if (IsDirty)
            throw Refused($"The checkout has changes that are not committed, so {tag} would name something else than what is built.", "git status shows them: commit them, or make the release in a clean clone.");
        if (Tagged is null)
            throw Refused($"There is no tag {tag} here.", $"git tag {tag} && git push origin {tag}; in a clone without tags: git fetch --tags");
        if (Tagged != Head)
            throw Refused($"The tag {tag} names {Tagged[..12]}, and {Head[..12]} is checked out.", $"git checkout {tag}");
        if (Before is { } before && !before.ComesBefore(tag))
            throw Refused($"{tag} is older than {before}, which this history already has.", $"Give a version that comes after it, or make the release on a branch that begins before {before}.");
    }

    private static FridgeException Refused(string message, string next) => new(message, next, wrongUse: true);
}
