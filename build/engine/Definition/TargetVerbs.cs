using System.Runtime.CompilerServices;

namespace Fridge.Engine;

/// <summary>
/// NUKE's verbs. Where a verb takes targets it takes members of type <see cref="Target"/> or <see cref="Target{T}"/>, mixed;
/// anything else is refused when the graph is made.
/// </summary>
public abstract class TargetVerbs<TSelf>
    where TSelf : TargetVerbs<TSelf>
{
    private protected TargetVerbs(TargetSettings settings) => Settings = settings;

    internal TargetSettings Settings { get; }

    /// <summary>The line that <c>--help</c> shows.</summary>
    public TSelf Description(string text) => With(settings => settings.Description = text);

    /// <summary>Runs these first, and runs only when they succeeded.</summary>
    public TSelf DependsOn(params Delegate[] targets) => With(settings => settings.DependsOn.AddRange(targets));

    /// <summary>As if each of these had <see cref="DependsOn"/> this.</summary>
    public TSelf DependentFor(params Delegate[] targets) => With(settings => settings.DependentFor.AddRange(targets));

    /// <summary>Order only, where both run; where this is refused as wrong use, which is found before any effect, these don't run.</summary>
    public TSelf Before(params Delegate[] targets) => With(settings => settings.Before.AddRange(targets));

    /// <summary>Order only, where both run; where one of these is refused as wrong use, which is found before any effect, this doesn't run.</summary>
    public TSelf After(params Delegate[] targets) => With(settings => settings.After.AddRange(targets));

    /// <summary>Runs these, with their own dependencies, after this has succeeded.</summary>
    public TSelf Triggers(params Delegate[] targets) => With(settings => settings.Triggers.AddRange(targets));

    /// <summary>What this triggers, it triggers only then. Decided before anything runs.</summary>
    public TSelf TriggersOnlyWhen(Func<bool> condition) => With(settings => settings.TriggersWhen = condition);

    /// <summary>Decided before anything runs; <c>--plan</c> shows it.</summary>
    public TSelf OnlyWhenStatic(Func<bool> condition, [CallerArgumentExpression(nameof(condition))] string expression = "") =>
        With(settings => settings.StaticConditions.Add(Condition.Of(condition, expression)));

    /// <summary>Decided when the target's turn comes.</summary>
    public TSelf OnlyWhenDynamic(Func<bool> condition, [CallerArgumentExpression(nameof(condition))] string expression = "") =>
        With(settings => settings.DynamicConditions.Add(Condition.Of(condition, expression)));

    /// <summary>Checked before anything runs (exit code 2): a parameter that must have a value, or a condition that must hold.</summary>
    /// <param name="requirement">Not met when null, false or an empty text. A <c>[Secret]</c> member is asked for on a terminal.</param>
    /// <param name="message">What to say when it isn't met; by default names the parameter and where it can be set.</param>
    public TSelf Requires(
        Func<object?> requirement, string? message = null, [CallerArgumentExpression(nameof(requirement))] string expression = "") =>
        With(settings => settings.Requirements.Add(new Requirement(requirement, Lambda.Body(expression), message)));

    /// <summary>
    /// Done before the work, never with <c>--check</c>: what must be so before anything is planned that will be applied, such as a lock that is held
    /// or a person's consent.
    /// </summary>
    public TSelf Secures(Func<TargetRun, CancellationToken, Task> securing) => With(settings => settings.Securings.Add(securing));

    /// <summary>Files or folders, relative to the checkout, that a person finds afterwards; shown by <c>--plan</c>.</summary>
    public TSelf Produces(params string[] paths) => With(settings => settings.Produces.AddRange(paths));

    /// <summary>When this fails its dependants run all the same; the run's exit code is 1.</summary>
    public TSelf ProceedAfterFailure() => With(settings => settings.ProceedAfterFailure = true);

    /// <summary>Runs also when others, its dependencies included, have failed.</summary>
    public TSelf AssuredAfterFailure() => With(settings => settings.AssuredAfterFailure = true);

    /// <summary>
    /// Only looks: a run that asks for this is one with <c>--check</c> and <c>--diff</c>, and ends with exit code 3 where the target says
    /// <see cref="TargetRun.Differs"/>, or where something would first have to be made before there is anything to compare with.
    /// </summary>
    public TSelf Compares() => With(settings => settings.Compares = true);

    /// <summary>Says what several targets have in common: <c>.Also(LogInTogether)</c>.</summary>
    public TSelf Also(Func<TSelf, TSelf> verbs) => verbs((TSelf)this);

    /// <summary>Not in <c>--help</c>.</summary>
    public TSelf Unlisted() => With(settings => settings.Listed = false);

    private protected TSelf With(Action<TargetSettings> change)
    {
        change(Settings);
        return (TSelf)this;
    }
}
