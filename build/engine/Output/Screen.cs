namespace Fridge.Engine;

/// <summary>What a person reads of a run, line by line; where a live display shows what is going on, without the lines that would repeat it.</summary>
internal sealed class Screen(ILineOutput output, Verbosity verbosity, bool live) : IEventSink
{
    /// <summary>Between two plain lines about the same piece of work.</summary>
    private static readonly TimeSpan ProgressInterval = TimeSpan.FromSeconds(10);

    private readonly Dictionary<int, TimeSpan> shown = [];

    public void Accept(RunEvent happened)
    {
        foreach (var line in Lines(happened))
            output.Write(line);
    }

    private IEnumerable<StyledLine> Lines(RunEvent happened) => happened switch
    {
        RunStarted { FirstLine: { } first } => [StyledLine.Of(first, Tone.Strong)],
        TargetStarted started when IsTalkative && !live => [From(started.Target, "started", Tone.Faint)],
        Message message when IsWanted(message.Level) => message.Text.Split('\n').Select(text => From(message.Target, text, ToneOf(message.Level))),
        ChangesPlanned changes when IsTalkative && (!changes.Applies || !changes.Contents.IsEmpty) =>
            changes.Lines.Concat(changes.Contents).SelectMany(text => text.Split('\n')).Select(text => From(changes.Target, text, Tone.Plain)),
        TableShown shown when IsTalkative => TableLines.Of(shown.Table),
        Progress progress when IsTalkative && IsDue(progress) => [From(progress.Target, $"{progress.Title}: {ProgressText.Of(progress)}", Tone.Faint)],
        TargetFinished { Result: { Status: TargetStatus.Failed, Failure: { } failure } result } => [From(result.Target, $"failed: {FirstOf(failure.Message)}", Tone.Bad)],
        TargetFinished { Result: { Status: TargetStatus.Succeeded or TargetStatus.Interrupted } result } when IsTalkative =>
            [From(result.Target, Ending(result), SummaryLines.ToneOf(result.Status))],
        RunFinished finished => SummaryLines.Of(finished),
        _ => [],
    };

    private bool IsTalkative => verbosity > Verbosity.Quiet;

    private bool IsWanted(MessageLevel level) => level switch
    {
        MessageLevel.Detail => verbosity == Verbosity.Verbose,
        MessageLevel.Info => IsTalkative,
        _ => true,
    };

    /// <summary>Work that took less than a second is not worth a line.</summary>
    private bool IsDue(Progress progress)
    {
        if (progress.Finished)
            return shown.Remove(progress.Item) || progress.Elapsed >= TimeSpan.FromSeconds(1);
        if (live || progress.Elapsed - shown.GetValueOrDefault(progress.Item) < ProgressInterval)
            return false;
        shown[progress.Item] = progress.Elapsed;
        return true;
    }

    private static string Ending(TargetResult result) =>
        $"{result.StatusText} in {Duration.Show(result.Elapsed)}{(result.Note is { } note ? $": {note}" : "")}";

    private static string FirstOf(string text) => text.Split('\n')[0];

    private static StyledLine From(string? target, string text, Tone tone) =>
        target is null ? StyledLine.Of(text, tone) : StyledLine.Of(new Span($"[{target}] ", Tone.Faint), new Span(text, tone));

    private static Tone ToneOf(MessageLevel level) => level switch
    {
        MessageLevel.Detail => Tone.Faint,
        MessageLevel.Warning => Tone.Warn,
        _ => Tone.Plain,
    };
}
