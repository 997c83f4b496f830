using Spectre.Console;

namespace Fridge.Engine;

/// <summary>Lines that scroll by above a board that stays; the board makes room for questions.</summary>
internal sealed class LiveOutput(IAnsiConsole console, ProgressBoard board, TimeProvider clock) : ILineOutput, IAsyncDisposable
{
    private static readonly TimeSpan Refresh = TimeSpan.FromMilliseconds(150);

    private CancellationTokenSource stop = new();
    private Task display = Task.CompletedTask;

    public IAnsiConsole Console => console;

    public void Write(StyledLine line)
    {
        if (line.Spans.IsEmpty)
            console.WriteLine();
        else
            console.Write(new Rows(ToRenderable(line)));
    }

    public void Show()
    {
        stop = new CancellationTokenSource();
        display = console.Live(Board()).AutoClear(true).StartAsync(KeepFreshAsync);
    }

    public async Task HideAsync()
    {
        await stop.CancelAsync().ConfigureAwait(false);
        try
        {
            await display.ConfigureAwait(false);
        }
        catch (IOException)
        {
            // The terminal is gone. A line that is lost with it says so; a picture of what went on needn't.
        }
    }

    public async ValueTask DisposeAsync()
    {
        await HideAsync().ConfigureAwait(false);
        stop.Dispose();
    }

    private async Task KeepFreshAsync(LiveDisplayContext live)
    {
        while (!stop.IsCancellationRequested)
        {
            live.UpdateTarget(Board());
            await Task.Delay(Refresh, clock, stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private Rows Board() => new(board.Lines(clock.GetUtcNow()).Select(ToRenderable));

    private static Paragraph ToRenderable(StyledLine line)
    {
        var paragraph = new Paragraph();
        foreach (var span in line.Spans)
            paragraph.Append(span.Text, StyleOf(span.Tone));
        return paragraph;
    }

    private static Style StyleOf(Tone tone) => tone switch
    {
        Tone.Strong => new Style(decoration: Decoration.Bold),
        Tone.Faint => new Style(decoration: Decoration.Dim),
        Tone.Good => new Style(Color.Green),
        Tone.Warn => new Style(Color.Yellow),
        Tone.Bad => new Style(Color.Red),
        _ => Style.Plain,
    };
}
