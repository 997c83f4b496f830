using System.Text;
using Fridge.Engine;
using Microsoft.Extensions.Time.Testing;

namespace Fridge.Tests.Engine;

/// <summary>A run of a build class in this process: what a person, a program and the shell got to see. Time stands still.</summary>
internal sealed record EngineRun(int ExitCode, string Out, string Error, string Events)
{
    /// <summary>The events, a line each.</summary>
    public string[] Lines => Events.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    /// <param name="signal">Cancelled by the test as Ctrl-C would.</param>
    /// <param name="forward">How far the clock is moved once the signal came.</param>
    public static Task<EngineRun> OfAsync(
        FridgeBuild build, string arguments, Dictionary<string, string>? environment = null, bool colour = false,
        CancellationTokenSource? signal = null, TimeSpan? forward = null) =>
        OfAsync(build, arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries), environment, colour, signal, forward);

    public static async Task<EngineRun> OfAsync(
        FridgeBuild build, string[] arguments, Dictionary<string, string>? environment = null, bool colour = false,
        CancellationTokenSource? signal = null, TimeSpan? forward = null)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter { NewLine = "\n" };
        using var events = new MemoryStream();
        var terminal = new Terminal(output, error, () => events, IsLive: false, colour, ErrorColour: false, Width: 80);
        var clock = new FakeTimeProvider(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero));
        var host = new BuildHost(build, terminal, name => environment?.GetValueOrDefault(name), clock);

        var running = host.RunAsync(arguments, signal?.Token ?? CancellationToken.None);
        while (forward is { } step && !running.IsCompleted)
        {
            await Task.Yield();
            if (signal is { IsCancellationRequested: true })
                clock.Advance(step);
        }

        var code = await running;
        return new EngineRun(code, output.ToString(), error.ToString(), Encoding.UTF8.GetString(events.ToArray()));
    }
}
