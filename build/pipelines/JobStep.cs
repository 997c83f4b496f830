using System.Collections.Immutable;

namespace Fridge.Pipelines;

public abstract record JobStep;

/// <summary>Targets of the build, as a person would type them.</summary>
public sealed record Invoke(params ImmutableArray<string> Targets) : JobStep
{
    public ImmutableArray<string> Arguments { get; init; } = [];

    /// <summary>It gets the job's own token, which may what the job's rights say.</summary>
    public bool HasTheJobsToken { get; init; }
}

/// <summary>The engine's client logs in to the forge's registry, with the job's own token.</summary>
public sealed record LogInToOwnRegistry : JobStep;
