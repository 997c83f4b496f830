using System.Text.Json.Serialization;

namespace Fridge.Engine;

/// <summary>What became of a target.</summary>
public enum TargetStatus
{
    Succeeded,
    Failed,

    /// <summary>By <c>--skip</c>, or by a condition.</summary>
    Skipped,

    /// <summary>What it needs did not succeed.</summary>
    NotRun,

    /// <summary>By a signal, or by another target's failure.</summary>
    Interrupted,
}

/// <param name="Elapsed">Nothing for a target that did not run.</param>
/// <param name="Note">The outcome in the target's words, or why it did not run.</param>
/// <param name="Failure">Of one that failed.</param>
public sealed record TargetResult(
    string Target, TargetStatus Status, [property: JsonPropertyName("seconds")] TimeSpan Elapsed, string? Note = null, Failure? Failure = null)
{
    /// <summary>As a person reads it.</summary>
    internal string StatusText => Status == TargetStatus.NotRun ? "not run" : Status.ToString().ToLowerInvariant();
}
