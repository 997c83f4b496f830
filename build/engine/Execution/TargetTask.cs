using System.Collections.Immutable;

namespace Fridge.Engine;

/// <summary>One target from its start to its result; never throws.</summary>
internal sealed class TargetTask(TargetNode node, TargetGraph graph, RunContext context)
{
    private readonly TargetHost host = new(node, graph, context);
    private readonly long started = context.Clock.GetTimestamp();

    public string Target => node.Name;

    public ImmutableArray<Closing> Closings => host.Closings;

    public async Task<TargetResult> RunAsync(CancellationToken cancellation)
    {
        try
        {
            return await ActAsync(cancellation).ConfigureAwait(false);
        }
        catch (Exception exception) when (cancellation.IsCancellationRequested)
        {
            host.Report.Detail(exception.ToString());
            return End(TargetStatus.Interrupted);
        }
        catch (Exception exception)
        {
            host.Report.Detail(exception.ToString());
            return End(TargetStatus.Failed) with { Failure = context.Explain(exception) };
        }
    }

    /// <summary>For one that did not end in time after a signal.</summary>
    public TargetResult GiveUp() => End(TargetStatus.Interrupted) with { Note = "did not end in time" };

    private async Task<TargetResult> ActAsync(CancellationToken cancellation)
    {
        if (node.Settings.DynamicConditions.FirstOrDefault(condition => !condition.Holds()) is { } failed)
            return new TargetResult(Target, TargetStatus.Skipped, TimeSpan.Zero, $"only when {failed.Text}");

        context.Events.Publish(new TargetStarted(Target));
        var hash = context.Options.Check ? null : node.Settings.InputsHash;
        var inputs = hash is null ? null : await hash(cancellation).ConfigureAwait(false);
        var run = new TargetRun(Target, host);
        await context.Results.FindStoredAsync(node.DependsOn, cancellation).ConfigureAwait(false);
        foreach (var securing in context.Options.Check ? [] : node.Settings.Securings)
            await securing(run, cancellation).ConfigureAwait(false);
        foreach (var action in node.Settings.Actions)
            await action(run, cancellation).ConfigureAwait(false);
        if (inputs is not null && host.Value is { } value && inputs == await hash!(cancellation).ConfigureAwait(false))
            Store(inputs, value);
        return End(TargetStatus.Succeeded);
    }

    private void Store(string inputs, object value)
    {
        try
        {
            context.Results.Save(Target, inputs, value);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            host.Report.Warn($"The result could not be stored, so --skip {Target} won't find it: {exception.Message}");
        }
    }

    private TargetResult End(TargetStatus status) => new(Target, status, context.Clock.GetElapsedTime(started), host.Words);
}
