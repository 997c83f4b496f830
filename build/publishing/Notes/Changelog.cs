using System.Collections.Immutable;
using System.Text;
using System.Text.RegularExpressions;
using Fridge.Publishing.Versions;

namespace Fridge.Publishing.Notes;

/// <summary>What has changed since the version before, as Markdown, in sections. Pure.</summary>
internal static partial class Changelog
{
    private const string Breaking = "Breaking changes";
    private const string Others = "Changes";

    private static readonly ImmutableArray<(string Title, ImmutableArray<string> Types)> Sections =
    [
        ("Features", ["feat", "feature"]),
        ("Fixes", ["fix", "bugfix", "revert", "security"]),
        ("Performance", ["perf"]),
        ("Documentation", ["docs", "doc"]),
        ("Inside", ["build", "chore", "ci", "refactor", "style", "test", "tests"]),
    ];

    public static string Of(ReleaseSource source, RepositoryName repository, ReleaseTag tag)
    {
        var commits = source.Commits.Select(commit => (Commit: commit, Subject: CommitSubject.Of(commit))).ToList();
        var text = new StringBuilder();
        foreach (var title in Sections.Select(section => section.Title).Prepend(Others).Prepend(Breaking))
            Write(text, title, commits.Where(commit => SectionOf(commit.Subject) == title).Select(commit => Line(commit.Commit, commit.Subject, repository)));
        text.Append(source.Before is { } before
            ? $"All changes: [{before}…{tag}]({repository.Address}/compare/{before}...{tag})\n"
            : $"All changes: [{tag}]({repository.Address}/commits/{tag})\n");
        return text.ToString();
    }

    private static string SectionOf(CommitSubject subject) => subject switch
    {
        { IsBreaking: true } => Breaking,
        { Type: { } type } when Sections.FirstOrDefault(section => section.Types.Contains(type)) is { Title: { } title } => title,
        _ => Others,
    };

    private static void Write(StringBuilder text, string title, IEnumerable<string> lines)
    {
        var all = string.Concat(lines);
        if (all.Length > 0)
            text.Append($"## {title}\n\n{all}\n");
    }

    private static string Line(SourceCommit commit, CommitSubject subject, RepositoryName repository)
    {
        // A type that no section knows is a part of the sentence.
        var words = subject.Type is not null && SectionOf(subject) == Others ? commit.Subject : subject.Text;
        return $"- {(subject.Scope is { } scope ? $"**{Plain(scope)}:** " : "")}{Plain(words)} ([{commit.Hash[..7]}]({repository.Address}/commit/{commit.Hash}))\n";
    }

    /// <summary>A subject is text, whoever wrote it, and no Markdown.</summary>
    private static string Plain(string text) => Marks().Replace(text, @"\$0");

    [GeneratedRegex(@"[\\`*_{}\[\]<>#|~&]")]
    private static partial Regex Marks();
}
