namespace Fridge.Publishing.GitHub;

/// <param name="Text">Markdown. No date: the same things are the same text.</param>
public sealed record IssueText(string Title, string Text)
{
    internal string Body(string subject) => $"{Text.TrimEnd()}\n\n{Mark(subject)}\n";

    /// <summary>Whether an issue's body is one of ours about this.</summary>
    internal static bool Is(string? body, string subject) => body?.TrimEnd().EndsWith(Mark(subject), StringComparison.Ordinal) == true;

    private static string Mark(string subject) => $"<!-- kept by Fridge: {subject} -->";
}
