namespace Fridge.Rollout.Releases;

/// <summary>A release as the cluster remembers it.</summary>
/// <param name="Result">Null: interrupted, or still going on.</param>
public sealed record Release(ReleaseIntent Intent, ReleaseResult? Result)
{
    public int Number => Intent.Number;

    public bool IsDone => Result?.Outcome == ReleaseOutcome.Done;

    public bool IsInterrupted => Result is null;

    /// <summary><c>done</c>, <c>failed</c>, <c>refused</c> or <c>interrupted</c>.</summary>
    public string State => Result?.Outcome.ToString().ToLowerInvariant() ?? "interrupted";
}

/// <summary>A release from before there were numbers: its record holds no more than the stack's text, so it can't be applied again.</summary>
/// <param name="Id">When and what: <c>20261122140000-aaaaaa</c>.</param>
/// <param name="Stack">As it was deployed.</param>
internal sealed record EarlierRelease(string Id, DateTimeOffset At, string By, DateTimeOffset? Finished, string Stack);
