using System.Collections.Immutable;

namespace Fridge.Engine;

/// <summary>One run of targets: opens screen and log, checks what can be checked before any effect, executes, closes.</summary>
internal sealed class RunSession(
    FridgeBuild build, TargetGraph graph, IReadOnlyList<ParameterMember> parameters, RunPlan plan, Terminal terminal, JobOutput job, TimeProvider clock)
{
    private readonly long started = clock.GetTimestamp();

    public async Task<int> RunAsync(CancellationToken? interrupted)
    {
        var first = build.FirstLine();
        var logPath = build.RunLogPath(clock.GetUtcNow());
        using var log = logPath is null ? null : RunLog.Create(logPath);
        using var signals = interrupted is null ? new Signals() : null;
        var signal = interrupted ?? signals!.Token;

        await using var screen = RunScreen.Open(terminal, build.Options, build.Redactor, clock);
        var people = build.Options.Json ? terminal.Error : terminal.Out;
        var events = new RunEvents(
            clock, build.Shown, [.. log is null ? [] : new[] { log }, .. job.First(people), .. screen.Sinks, .. job.Last(people), new ListenerSink(build)]);
        events.Publish(RunStarted.Of(first, plan, build.Options));
        await using var _ = signal.Register(() => events.Publish(new Message(null, MessageLevel.Warning, Stopping())));
        var end = await EndAsync(events, screen, logPath, signal).ConfigureAwait(false);
        await LetGoAsync(events).ConfigureAwait(false);
        try
        {
            await screen.StopAsync().ConfigureAwait(false);
        }
        finally
        {
            events.Publish(end);
        }

        return end.ExitCode;
    }

    /// <summary>Releases what the run used; a failure here doesn't change how the run ended.</summary>
    private async Task LetGoAsync(RunEvents events)
    {
        try
        {
            await build.AfterRunAsync().ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            events.Publish(new Message(null, MessageLevel.Warning, $"Cleaning up after the run failed: {exception.Message}"));
            events.Publish(new Message(null, MessageLevel.Detail, exception.ToString()));
        }
    }

    private async Task<RunFinished> EndAsync(RunEvents events, RunScreen screen, string? logPath, CancellationToken signal)
    {
        try
        {
            var context = new RunContext(
                build.Options, events, build.Redactor, screen.Ask, new RunResults(graph, ResultStore.In(build.RootDirectory)),
                exception => Failures.Explain(build, exception, logPath), clock);
            await new RequirementCheck(build, parameters, screen.Ask).CheckAsync(plan, signal).ConfigureAwait(false);
            await context.Results.RequireThoseOfSkippedAsync(plan, signal).ConfigureAwait(false);
            var executor = new Executor(plan, graph, context, build.CleanUpLimit);
            var results = await executor.RunAsync(signal).ConfigureAwait(false);
            return new RunFinished(ExitCode.Of(results, signal.IsCancellationRequested, context.Differs || results.Any(CouldNotCompare)), Elapsed(), results, Closings(executor, context));
        }
        catch (Exception exception)
        {
            events.Publish(new Message(null, MessageLevel.Detail, exception.ToString()));
            return signal.IsCancellationRequested
                ? new RunFinished(ExitCode.Interrupted, Elapsed(), [], [])
                : Refused(Failures.Explain(build, exception, logPath));
        }
    }

    private bool CouldNotCompare(TargetResult result) => result.Status == TargetStatus.Skipped && graph[result.Target].Settings.Compares;

    private static ImmutableArray<Closing> Closings(Executor executor, RunContext context) => context is { Options.Check: true, Planned: true }
        ? executor.Closings.Add(new ClosingLine("This was a check: nothing was changed."))
        : executor.Closings;

    private RunFinished Refused(Failure failure) => new(ExitCode.Of(failure), Elapsed(), [], [], failure);

    private TimeSpan Elapsed() => clock.GetElapsedTime(started);

    private string Stopping() =>
        $"Interrupted: targets clean up, at most {Duration.Show(build.CleanUpLimit)}. A second signal ends at once.";
}
