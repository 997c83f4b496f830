using System.Collections.Immutable;

namespace Fridge.Engine;

/// <summary>Runs a plan: what is independent at the same time, what needs something that failed not at all.</summary>
internal sealed class Executor(RunPlan plan, TargetGraph graph, RunContext context, TimeSpan cleanUpLimit)
{
    private readonly List<PlannedTarget> waiting = [.. plan.Targets];
    private readonly Dictionary<string, TargetResult> results = [];
    private readonly Dictionary<Task<TargetResult>, TargetTask> running = [];
    private readonly Dictionary<string, ImmutableArray<Closing>> closings = [];
    private readonly Dictionary<string, string> onlyPlanned = [];
    private CancellationToken signal;
    private string? stoppedBy;

    /// <summary>Closing lines in the order of the plan; complete when the run is over.</summary>
    public ImmutableArray<Closing> Closings =>
        [.. plan.Targets.SelectMany(target => closings.TryGetValue(target.Name, out var said) ? said : [])];

    private string Stopped => $"stopped after {stoppedBy} failed";

    /// <returns>A result for every target of the plan, in its order; also after a cancellation, at the latest when the clean-up limit is over.</returns>
    public async Task<ImmutableArray<TargetResult>> RunAsync(CancellationToken cancellation)
    {
        signal = cancellation;
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        using var over = new CleanUpClock(cleanUpLimit, context.Clock, cancellation);
        while (Start(stop.Token) || running.Count > 0)
        {
            if (running.Count == 0)
                continue;
            await Task.WhenAny([.. running.Keys, over.Expired]).ConfigureAwait(false);
            foreach (var (task, target) in running.Where(entry => entry.Key.IsCompleted || over.Expired.IsCompleted).ToList())
                End(target, task.IsCompleted ? await task.ConfigureAwait(false) : target.GiveUp());
            foreach (var task in running.Keys.Where(task => results.ContainsKey(running[task].Target)).ToList())
                running.Remove(task);
            if (stoppedBy is not null)
                await stop.CancelAsync().ConfigureAwait(false);
        }

        return [.. plan.Targets.Select(target => results[target.Name])];
    }

    /// <returns>Whether a target left the queue.</returns>
    private bool Start(CancellationToken cancellation)
    {
        var before = waiting.Count;
        while (waiting.FirstOrDefault(IsDue) is { } target)
        {
            waiting.Remove(target);
            if (Refuse(target) is { } result)
                Keep(result);
            else
                Launch(target, cancellation);
        }

        return waiting.Count < before;
    }

    private bool IsDue(PlannedTarget target) =>
        target.DependsOn.Concat(target.After).All(results.ContainsKey)
        && (running.Count < context.Options.Parallel || target.Skip is not null);

    private void Launch(PlannedTarget target, CancellationToken cancellation)
    {
        var task = new TargetTask(target.Node, graph, context);
        var token = stoppedBy is null ? cancellation : signal;
        running.Add(Task.Run(() => task.RunAsync(token), CancellationToken.None), task);
    }

    private void End(TargetTask target, TargetResult result)
    {
        closings[target.Target] = target.Closings;
        if (result.Status == TargetStatus.Failed && context.Options.FailFast)
            stoppedBy ??= result.Target;
        Keep(result.Status == TargetStatus.Interrupted && !signal.IsCancellationRequested ? result with { Note = Stopped } : result);
    }

    private void Keep(TargetResult result)
    {
        results[result.Target] = result;
        if (IsOnlyPlanned(result))
            onlyPlanned[result.Target] = result.Target;
        context.Events.Publish(TargetFinished.Of(result));
    }

    /// <summary>With <c>--check</c>: it would change something first, so it has no value, and what needs it can't be told.</summary>
    private bool IsOnlyPlanned(TargetResult result) => context.Options.Check && result.Status == TargetStatus.Succeeded
        && graph[result.Target].Settings.ResultType is not null && !context.Results.Has(result.Target);

    private TargetResult? Refuse(PlannedTarget target)
    {
        if (target.Skip is { } skip)
            return Without(target, TargetStatus.Skipped, skip.Reason);
        if (signal.IsCancellationRequested)
            return Without(target, TargetStatus.NotRun, "interrupted");
        if (target.Node.Settings.AssuredAfterFailure)
            return null;
        if (stoppedBy is not null)
            return Without(target, TargetStatus.NotRun, Stopped);
        if (target.DependsOn.FirstOrDefault(Blocks) is { } blocker)
            return Without(target, TargetStatus.NotRun, $"needs {blocker}");
        if (target.DependsOn.FirstOrDefault(onlyPlanned.ContainsKey) is { } planned)
            return Without(target, TargetStatus.Skipped, $"needs {onlyPlanned[target.Name] = onlyPlanned[planned]}, which is only planned");
        if (target.Node.After.FirstOrDefault(IsWrongUse) is { } refused)
            return Without(target, TargetStatus.NotRun, $"{refused} was refused");
        return target.OnlyTriggeredBy is [var trigger, ..] && target.OnlyTriggeredBy.All(name => results[name].Status != TargetStatus.Succeeded)
            ? Without(target, TargetStatus.NotRun, $"follows {trigger}")
            : null;
    }

    private bool Blocks(string dependency) => results[dependency].Status switch
    {
        TargetStatus.Succeeded or TargetStatus.Skipped => false,
        TargetStatus.Failed => !graph[dependency].Settings.ProceedAfterFailure,
        _ => true,
    };

    private bool IsWrongUse(string earlier) => results.TryGetValue(earlier, out var result) && result.Failure is { WrongUse: true };

    private static TargetResult Without(PlannedTarget target, TargetStatus status, string reason) =>
        new(target.Name, status, TimeSpan.Zero, reason);
}
