namespace Fridge.Engine;

/// <summary>What is going on at this moment: a line per running target, its long work under it.</summary>
internal sealed class ProgressBoard : IEventSink
{
    private readonly Lock gate = new();
    private readonly List<(string Target, DateTimeOffset Since)> targets = [];
    private readonly List<(Progress Progress, DateTimeOffset At)> items = [];

    public void Accept(DateTimeOffset at, RunEvent happened)
    {
        lock (gate)
            Follow(at, happened);
    }

    public IReadOnlyList<StyledLine> Lines(DateTimeOffset now)
    {
        lock (gate)
            return [.. targets.SelectMany(target => Of(target.Target, target.Since, now))];
    }

    private void Follow(DateTimeOffset at, RunEvent happened)
    {
        switch (happened)
        {
            case TargetStarted started:
                targets.Add((started.Target, at));
                break;
            case TargetFinished finished:
                targets.RemoveAll(target => target.Target == finished.Result.Target);
                items.RemoveAll(item => item.Progress.Target == finished.Result.Target);
                break;
            case Progress { State.Finished: true } done:
                items.RemoveAll(item => item.Progress.Item == done.Item);
                break;
            case Progress progress when items.FindIndex(item => item.Progress.Item == progress.Item) is var index and >= 0:
                items[index] = (progress, at);
                break;
            case Progress progress:
                items.Add((progress, at));
                break;
        }
    }

    private IEnumerable<StyledLine> Of(string target, DateTimeOffset since, DateTimeOffset now) =>
    [
        StyledLine.Of(new Span($"● {target}", Tone.Strong), new Span($"  {Duration.Show(now - since)}", Tone.Faint)),
        .. items.Where(item => item.Progress.Target == target).Select(item => Of(item.Progress, now - item.At)),
    ];

    /// <param name="age">Since the last report: time goes on also where the work says nothing.</param>
    private static StyledLine Of(Progress progress, TimeSpan age) => StyledLine.Of(
        new Span($"  {progress.Title}  "),
        new Span((progress.State with { Elapsed = progress.State.Elapsed + age }).Show(), Tone.Faint));
}
