using System.Runtime.CompilerServices;
using Spectre.Console;

namespace Fridge.Engine;

/// <summary>A run's outputs as they fit the terminal and the options: live or plain, events beside it.</summary>
internal sealed class RunScreen : IAsyncDisposable
{
    private readonly Func<Task> stop;

    private RunScreen(IReadOnlyList<IEventSink> sinks, IAsk ask, Func<Task> stop)
    {
        Sinks = sinks;
        Ask = ask;
        this.stop = stop;
    }

    public IReadOnlyList<IEventSink> Sinks { get; }

    public IAsk Ask { get; }

    public static RunScreen Open(Terminal terminal, RunOptions options, Redactor redactor, TimeProvider clock)
    {
        if (options.Json)
            return Plain(new WriterOutput(terminal.Error, terminal.ErrorColour), options, new JsonEvents(terminal.Events()));
        return terminal.IsLive
            ? Live(terminal, options, redactor, clock)
            : Plain(new WriterOutput(terminal.Out, terminal.Colour), options);
    }

    /// <summary>Ends the live display; what comes now are last lines.</summary>
    public Task StopAsync() => stop();

    public async ValueTask DisposeAsync() => await stop().ConfigureAwait(false);

    private static RunScreen Plain(ILineOutput output, RunOptions options, params IEventSink[] others) =>
        new([.. others, new Screen(output, options.Verbosity, live: false)], new NoQuestions(), () => Task.CompletedTask);

    /// <summary>Apart from the rest, so that a run without a terminal doesn't load Spectre.Console.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static RunScreen Live(Terminal terminal, RunOptions options, Redactor redactor, TimeProvider clock)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(terminal.Out),
            ColorSystem = terminal.Colour ? ColorSystemSupport.Detect : ColorSystemSupport.NoColors,
        });
        var board = new ProgressBoard();
        var live = new LiveOutput(console, board, clock);
        live.Show();
        return new RunScreen([board, new Screen(live, options.Verbosity, live: true)], new Questions(live, redactor), live.HideAsync);
    }
}
