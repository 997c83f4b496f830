namespace Fridge.Engine;

internal enum TargetStatus
{
    Succeeded,
    Failed,
    Skipped,
    NotRun,
    Interrupted,
}

/// <param name="Note">The outcome in the target's words, or why it did not run.</param>
internal sealed record TargetResult(string Target, TargetStatus Status, TimeSpan Elapsed, string? Note = null, Failure? Failure = null)
{
    public string StatusText => Status == TargetStatus.NotRun ? "not run" : Status.ToString().ToLowerInvariant();
}
