using System.Collections.Immutable;

namespace Fridge.Pipelines;

/// <summary>What happens before a pipeline runs.</summary>
public abstract record Trigger;

/// <summary>A pull request is opened or changed. What it brings runs with its own rights: those of a stranger.</summary>
public sealed record PullRequest : Trigger;

/// <summary>Commits arrive on one of these branches.</summary>
public sealed record Push(params ImmutableArray<string> Branches) : Trigger;

/// <param name="Pattern">Such as <c>v*</c>.</param>
public sealed record TagPushed(string Pattern) : Trigger;

/// <summary>Once a day.</summary>
/// <param name="At">UTC.</param>
public sealed record EachDay(TimeOnly At) : Trigger;

/// <summary>A person asks for it.</summary>
public sealed record ByHand : Trigger;
