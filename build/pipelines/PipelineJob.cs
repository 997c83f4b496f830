using System.Collections.Immutable;

namespace Fridge.Pipelines;

/// <summary>Steps on a machine that begins empty and is thrown away.</summary>
public sealed record PipelineJob(string Name)
{
    public required string Title { get; init; }

    public required PipelineMachine Machine { get; init; }

    /// <summary>In whole minutes; then the job is ended.</summary>
    public required TimeSpan Limit { get; init; }

    /// <summary>Jobs of the same pipeline that must have succeeded.</summary>
    public ImmutableArray<string> After { get; init; } = [];

    /// <summary>For this trigger of the pipeline's only; null: for each.</summary>
    public Trigger? OnlyOn { get; init; }

    /// <summary>All that the job's token may.</summary>
    public ImmutableArray<Right> Rights { get; init; } = [Right.ReadSources];

    /// <summary>The forge's environment whose approval and secrets the job needs; null: none.</summary>
    public string? Environment { get; init; }

    /// <summary>All commits and tags, and not only the newest.</summary>
    public bool History { get; init; }

    public ImmutableArray<PipelineCache> Caches { get; init; } = [];

    /// <summary>Parameters of the build, by member, in the environment of what is invoked.</summary>
    public ImmutableArray<JobValue> Values { get; init; } = [];

    /// <summary>Secret parameters of the build, by member: the forge has each under its variable's name.</summary>
    public ImmutableArray<string> Secrets { get; init; } = [];

    public required ImmutableArray<JobStep> Steps { get; init; }

    /// <summary>Files or folders of the checkout that are kept for a person, also when a step failed.</summary>
    public ImmutableArray<string> Leaves { get; init; } = [];
}
