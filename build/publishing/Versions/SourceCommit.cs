namespace Fridge.Publishing.Versions;

/// <summary>A commit of the history.</summary>
/// <param name="Hash">As git names it.</param>
/// <param name="Body">Below the subject; empty: nothing.</param>
public sealed record SourceCommit(string Hash, string Subject, string Body = "");
