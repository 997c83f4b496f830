using System.Collections.Immutable;

namespace Fridge.Rollout.Releases;

/// <summary>How a release ended, written once. An intent without one was interrupted, or is still going on.</summary>
public sealed record ReleaseResult
{
    public required int Schema { get; init; }

    public required int Number { get; init; }

    public required DateTimeOffset At { get; init; }

    public required ReleaseOutcome Outcome { get; init; }

    /// <summary>What it was at when it ended: <c>wave 2 of 2: gates</c>; null: done.</summary>
    public string? FailedStep { get; init; }

    /// <summary>The reason, and the first lines of what was shown with it.</summary>
    public ImmutableArray<string> Evidence { get; init; } = [];
}

public enum ReleaseOutcome
{
    /// <summary>The last gate opened.</summary>
    Done,

    /// <summary>Something of it may run.</summary>
    Failed,

    /// <summary>Ended before its first change: nothing of it ever ran.</summary>
    Refused,
}
