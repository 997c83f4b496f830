namespace Fridge.Engine;

/// <summary>What is going on at this moment: a line per running target, its long work under it.</summary>
internal sealed class ProgressBoard : IEventSink
{
    private readonly Lock gate = new();
    private readonly List<(string Target, DateTimeOffset Since)> targets = [];
    private readonly List<Progress> items = [];

    public void Accept(RunEvent happened)
    {
        lock (gate)
            Follow(happened);
    }

    public IReadOnlyList<StyledLine> Lines(DateTimeOffset now)
    {
        lock (gate)
            return [.. targets.SelectMany(target => Of(target.Target, target.Since, now))];
    }

    private void Follow(RunEvent happened)
    {
        switch (happened)
        {
            case TargetStarted started:
                targets.Add((started.Target, started.At));
                break;
            case TargetFinished finished:
                targets.RemoveAll(target => target.Target == finished.Target);
                items.RemoveAll(item => item.Target == finished.Target);
                break;
            case Progress { Finished: true } done:
                items.RemoveAll(item => item.Item == done.Item);
                break;
            case Progress progress when items.FindIndex(item => item.Item == progress.Item) is var index and >= 0:
                items[index] = progress;
                break;
            case Progress progress:
                items.Add(progress);
                break;
        }
    }

    private IEnumerable<StyledLine> Of(string target, DateTimeOffset since, DateTimeOffset now) =>
    [
        StyledLine.Of(new Span($"● {target}", Tone.Strong), new Span($"  {Duration.Show(now - since)}", Tone.Faint)),
        .. items.Where(item => item.Target == target).Select(item => Of(item, now - item.At)),
    ];

    /// <param name="age">Since the last report: time passes even while the work reports nothing.</param>
    private static StyledLine Of(Progress progress, TimeSpan age) => StyledLine.Of(
        new Span($"  {progress.Title}  "),
        new Span(ProgressText.Of(progress with { Elapsed = progress.Elapsed + age }), Tone.Faint));
}
