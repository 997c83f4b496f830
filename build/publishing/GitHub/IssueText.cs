namespace Fridge.Publishing.GitHub;

/// <param name="Text">Markdown. No date: the same things are the same text.</param>
public sealed record IssueText(string Title, string Text)
{
    internal string Body(string subject) => $"{Text.TrimEnd()}\n\n{Mark(subject)}\n";

    /// <summary>Whether GitHub has this text already. A person's browser sends other line ends.</summary>
    internal bool IsThatOf(string title, string? body, string subject) => title == Title && body?.ReplaceLineEndings("\n").Trim() == Body(subject).Trim();

    /// <summary>Whether an issue's body is one of ours about this.</summary>
    internal static bool Is(string? body, string subject) => body?.TrimEnd().EndsWith(Mark(subject), StringComparison.Ordinal) == true;

    private static string Mark(string subject) => $"<!-- kept by Fridge: {subject} -->";
}
