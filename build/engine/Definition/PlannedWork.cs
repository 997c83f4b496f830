namespace Fridge.Engine;

/// <summary>A target that has said what it <c>Plans</c> and now says how that is applied.</summary>
public sealed class PlannedWork<TPlan>
    where TPlan : class?
{
    private readonly TargetDefinition definition;
    private readonly Func<TargetRun, CancellationToken, Task<Changes<TPlan>>> plan;

    internal PlannedWork(TargetDefinition definition, Func<TargetRun, CancellationToken, Task<Changes<TPlan>>> plan) =>
        (this.definition, this.plan) = (definition, plan);

    /// <summary>Makes the changes; never called with <c>--check</c>. What was changed is said by <see cref="TargetRun.Done"/>.</summary>
    public TargetDefinition Applies(Func<TargetRun, TPlan, CancellationToken, Task> apply) => definition.Executes(async (run, cancellation) =>
    {
        var changes = await run.PlanAsync(plan, cancellation).ConfigureAwait(false);
        if (!run.Check)
            await apply(run, changes.Plan, cancellation).ConfigureAwait(false);
    });
}

/// <summary>A target with a value that has said what it <c>Plans</c> and now says how that is applied.</summary>
public sealed class PlannedWork<TPlan, T>
    where TPlan : class?
    where T : class
{
    private readonly TargetDefinition<T> definition;
    private readonly Func<TargetRun, CancellationToken, Task<Changes<TPlan>>> plan;
    private Func<TPlan, T>? foreseen;

    internal PlannedWork(TargetDefinition<T> definition, Func<TargetRun, CancellationToken, Task<Changes<TPlan>>> plan) =>
        (this.definition, this.plan) = (definition, plan);

    /// <summary>With <c>--check</c>, where something would be changed: the value with which dependants can be checked all the same. Without this they are left out.</summary>
    public PlannedWork<TPlan, T> Foresees(Func<TPlan, T> value)
    {
        foreseen = value;
        return this;
    }

    /// <summary>
    /// Makes the changes and gives the value. A plan that is empty is applied with <c>--check</c> too, since dependants want the value: it must change nothing then.
    /// What was changed is said by <see cref="TargetRun.Done"/>.
    /// </summary>
    public TargetDefinition<T> Applies(Func<TargetRun, TPlan, CancellationToken, Task<T>> apply) => definition.Acts(async (run, cancellation) =>
    {
        var changes = await run.PlanAsync(plan, cancellation).ConfigureAwait(false);
        if (!run.Check || changes.IsEmpty)
            run.SetResult(await apply(run, changes.Plan, cancellation).ConfigureAwait(false));
        else if (foreseen is not null)
            run.SetResult(foreseen(changes.Plan));
        if (run.Check)
            run.Outcome(changes.Summary);
    });
}
