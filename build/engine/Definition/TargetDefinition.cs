namespace Fridge.Engine;

/// <summary>What a <see cref="Target"/> says of itself.</summary>
public sealed class TargetDefinition : TargetVerbs<TargetDefinition>
{
    internal TargetDefinition()
        : base(new TargetSettings())
    {
    }

    /// <summary>The work. Several calls run one after another.</summary>
    public TargetDefinition Executes(Func<TargetRun, CancellationToken, Task> action) =>
        With(settings => settings.Actions.Add(action));

    public TargetDefinition Executes(Action<TargetRun> action) => Executes((run, _) =>
    {
        action(run);
        return Task.CompletedTask;
    });

    public TargetDefinition Executes(Action action) => Executes(_ => action());

    /// <summary>
    /// The work of a target that changes something: first what would be changed, then, by <see cref="PlannedWork{TPlan}.Applies"/>, the changing.
    /// <c>--check</c> and <c>--diff</c> are the engine's: a plan reads, and changes nothing. A class, as a target's value is: for each struct the runtime compiles methods anew.
    /// </summary>
    public PlannedWork<TPlan> Plans<TPlan>(Func<TargetRun, CancellationToken, Task<Changes<TPlan>>> plan)
        where TPlan : class? => new(this, plan);
}

/// <summary>What a <see cref="Target{T}"/> says of itself.</summary>
public sealed class TargetDefinition<T> : TargetVerbs<TargetDefinition<T>>, ITypedDefinition
    where T : class
{
    internal TargetDefinition()
        : base(new TargetSettings { ResultType = typeof(T) })
    {
    }

    TargetSettings ITypedDefinition.Settings => Settings;

    /// <summary>The work, once; its value is what <see cref="TargetRun.ResultOf{T}"/> gives.</summary>
    public TargetDefinition<T> Executes(Func<TargetRun, CancellationToken, Task<T>> function) =>
        With(settings => settings.Actions.Add(async (run, cancellation) =>
            run.SetResult(await function(run, cancellation).ConfigureAwait(false))));

    public TargetDefinition<T> Executes(Func<TargetRun, T> function) =>
        Executes((run, _) => Task.FromResult(function(run)));

    /// <summary>As <see cref="TargetDefinition.Plans{TPlan}"/>, for a target with a value.</summary>
    public PlannedWork<TPlan, T> Plans<TPlan>(Func<TargetRun, CancellationToken, Task<Changes<TPlan>>> plan)
        where TPlan : class? => new(this, plan);

    /// <summary>Gives its value itself, or none.</summary>
    internal TargetDefinition<T> Acts(Func<TargetRun, CancellationToken, Task> action) => With(settings => settings.Actions.Add(action));

    /// <summary>
    /// A hash over everything that decides the value, never a secret. With it the value is stored in <c>.nuke/temp/</c>;
    /// <c>--skip</c> gives the stored value while the hash is the same; without it the target can't be skipped where it is read.
    /// Called before anything runs, so it may read files, not results; and after the work, since what it changed itself is another input.
    /// </summary>
    public TargetDefinition<T> InputsHash(Func<CancellationToken, Task<string>> hash) => With(settings => settings.InputsHash = hash);

    public TargetDefinition<T> InputsHash(Func<string> hash) => InputsHash(_ => Task.FromResult(hash()));
}

/// <summary>A <see cref="TargetDefinition{T}"/> whose T isn't known.</summary>
internal interface ITypedDefinition
{
    TargetSettings Settings { get; }
}
