using System.Collections.Immutable;

namespace Fridge.Publishing.GitHub;

/// <summary>A change of a repository's files, for a person to take: one commit, on a branch that is Fridge's alone.</summary>
/// <param name="Onto">The commit that the files were made of.</param>
/// <param name="Hash">Of what makes it another change.</param>
/// <param name="Text">Of the pull request; its title is the commit's too.</param>
/// <param name="Files">Paths in the repository, and what these files then hold.</param>
public sealed record Proposal(string Branch, string Onto, string Hash, IssueText Text, ImmutableSortedDictionary<string, string> Files)
{
    private const string Mark = "\n\nKept-by-Fridge: ";

    internal string Message => $"{Text.Title}{Mark}{Hash}";

    internal static bool IsOurs(string message) => message.Contains(Mark, StringComparison.Ordinal);
}
