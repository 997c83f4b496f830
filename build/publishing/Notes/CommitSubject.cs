using System.Text.RegularExpressions;
using Fridge.Publishing.Versions;

namespace Fridge.Publishing.Notes;

/// <summary>A commit's subject, as conventionalcommits.org has it or as a plain sentence.</summary>
/// <param name="Type">In small letters; null: a plain sentence.</param>
/// <param name="IsBreaking">Whoever has the version before has to do something.</param>
internal sealed partial record CommitSubject(string? Type, string? Scope, string Text, bool IsBreaking)
{
    public static CommitSubject Of(SourceCommit commit)
    {
        var breaks = Footer().IsMatch(commit.Body);
        return Conventional().Match(commit.Subject) is { Success: true } match
            ? new(match.Groups["type"].Value.ToLowerInvariant(), match.Groups["scope"] is { Success: true, Value: var scope } ? scope : null, match.Groups["text"].Value, breaks || match.Groups["bang"].Success)
            : new(null, null, commit.Subject, breaks);
    }

    [GeneratedRegex(@"^(?<type>[A-Za-z]+)(?:\((?<scope>[^()]+)\))?(?<bang>!)?: (?<text>.+)$")]
    private static partial Regex Conventional();

    [GeneratedRegex("^BREAKING[ -]CHANGE: ", RegexOptions.Multiline)]
    private static partial Regex Footer();
}
