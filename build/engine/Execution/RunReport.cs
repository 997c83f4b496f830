namespace Fridge.Engine;

/// <summary>One target's reports as events, or the run's own.</summary>
/// <param name="target">Null: the run. Progress stands under a target, so a run has none: its title is a line.</param>
internal sealed class RunReport(string? target, RunEvents events, TimeProvider clock) : IReport
{
    public void Info(string message) => events.Publish(new Message(target, MessageLevel.Info, message));

    public void Detail(string message) => events.Publish(new Message(target, MessageLevel.Detail, message));

    public void Warn(string message) => events.Publish(new Message(target, MessageLevel.Warning, message));

    public IProgressItem Begin(string title, long? total = null, ProgressUnit unit = ProgressUnit.Bytes)
    {
        if (target is null)
        {
            Info(title);
            return new Untold();
        }

        var item = events.NextItem();
        return new RunProgress(new Progress(target, item, title, unit, 0, total, TimeSpan.Zero), events.Publish, clock);
    }
}

internal sealed class Untold : IProgressItem
{
    public void Report(long done, long? total = null)
    {
    }

    public void Dispose()
    {
    }
}

/// <summary>A second apart at most, however often the work reports; the beginning and the end always.</summary>
internal sealed class RunProgress : IProgressItem
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private readonly Lock gate = new();
    private readonly Action<Progress> publish;
    private readonly TimeProvider clock;
    private readonly long started;
    private Progress state;
    private TimeSpan published;

    public RunProgress(Progress begin, Action<Progress> publish, TimeProvider clock)
    {
        this.publish = publish;
        this.clock = clock;
        started = clock.GetTimestamp();
        state = begin;
        publish(state);
    }

    public void Report(long done, long? total = null)
    {
        lock (gate)
        {
            if (state.Finished)
                return;
            state = state with { Done = done, Total = total ?? state.Total, Elapsed = clock.GetElapsedTime(started) };
            if (state.Elapsed - published < Interval)
                return;
            published = state.Elapsed;
            publish(state);
        }
    }

    public void Dispose()
    {
        lock (gate)
        {
            if (state.Finished)
                return;
            state = state with { Finished = true, Elapsed = clock.GetElapsedTime(started) };
            publish(state);
        }
    }
}
