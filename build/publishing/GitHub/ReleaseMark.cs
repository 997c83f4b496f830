using Fridge.Publishing.Contents;

namespace Fridge.Publishing.GitHub;

/// <summary>The last line of a release's text, which nobody sees: that Fridge made it, and of which commit.</summary>
internal static class ReleaseMark
{
    private const string Start = "<!-- made by Fridge of ";
    private const string End = " -->";

    public static string Body(ReleaseContents release) => $"{release.Notes}\n{Start}{release.Commit}{End}\n";

    /// <returns>Null: somebody made it by hand.</returns>
    public static string? CommitOf(string? body)
    {
        var at = body?.LastIndexOf(Start, StringComparison.Ordinal) ?? -1;
        return at < 0 || body!.IndexOf(End, at, StringComparison.Ordinal) is not (> 0 and var end) ? null : body[(at + Start.Length)..end];
    }
}
