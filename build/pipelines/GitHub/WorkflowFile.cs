namespace Fridge.Pipelines.GitHub;

/// <summary>A workflow as GitHub's file has it: members in the order in which they are written, null where there is none.</summary>
internal sealed record WorkflowFile
{
    public required string Name { get; init; }

    public required OrderedDictionary<string, object> On { get; init; }

    /// <summary>None: a job that needs one says so.</summary>
    public OrderedDictionary<string, string> Permissions { get; } = [];

    public required WorkflowConcurrency Concurrency { get; init; }

    public WorkflowDefaults Defaults { get; } = new();

    public required OrderedDictionary<string, WorkflowJob> Jobs { get; init; }
}

internal sealed record WorkflowConcurrency(string Group, object CancelInProgress);

internal sealed record WorkflowDefaults
{
    /// <summary>With <c>pipefail</c>, and the first command that fails ends the step.</summary>
    public OrderedDictionary<string, string> Run { get; } = new() { ["shell"] = "bash" };
}

internal sealed record WorkflowJob
{
    public required string Name { get; init; }

    public string[]? Needs { get; init; }

    public string? If { get; init; }

    public required string RunsOn { get; init; }

    public string? Environment { get; init; }

    public required WorkflowContainer Container { get; init; }

    public required int TimeoutMinutes { get; init; }

    public required OrderedDictionary<string, string> Permissions { get; init; }

    public required WorkflowStep[] Steps { get; init; }
}

internal sealed record WorkflowContainer(string Image, string? Options, string[]? Volumes);

internal sealed record WorkflowStep
{
    public required string Name { get; init; }

    public string? If { get; init; }

    public PinnedAction? Uses { get; init; }

    public OrderedDictionary<string, object>? With { get; init; }

    public OrderedDictionary<string, string>? Env { get; init; }

    public string? Run { get; init; }
}
