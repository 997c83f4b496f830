namespace Fridge.Engine;

/// <summary>What the verbs of one target said, before it is a node of the graph.</summary>
internal sealed class TargetSettings
{
    public string? Description { get; set; }

    public bool Listed { get; set; } = true;

    public bool ProceedAfterFailure { get; set; }

    public bool AssuredAfterFailure { get; set; }

    public bool Compares { get; set; }

    public List<Delegate> DependsOn { get; } = [];

    public List<Delegate> DependentFor { get; } = [];

    public List<Delegate> Before { get; } = [];

    public List<Delegate> After { get; } = [];

    public List<Delegate> Triggers { get; } = [];

    /// <summary>Null: always.</summary>
    public Func<bool>? TriggersWhen { get; set; }

    public List<Condition> StaticConditions { get; } = [];

    public List<Condition> DynamicConditions { get; } = [];

    public List<Requirement> Requirements { get; } = [];

    public List<string> Produces { get; } = [];

    /// <summary>Before the work, unless <c>--check</c>.</summary>
    public List<Func<TargetRun, CancellationToken, Task>> Securings { get; } = [];

    public List<Func<TargetRun, CancellationToken, Task>> Actions { get; } = [];

    /// <summary>Null for a target that hands nothing on.</summary>
    public Type? ResultType { get; init; }

    public Func<CancellationToken, Task<string>>? InputsHash { get; set; }
}
