using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json;

namespace Fridge.EndToEnd;

/// <summary>One run of <c>./build.sh … --json</c>: its events, what it said to people, and its exit code.</summary>
public sealed class FridgeRun : IDisposable
{
    private readonly Process process;
    private readonly ConcurrentQueue<JsonElement> events = new();
    private readonly ConcurrentQueue<string> people = new();
    private readonly SemaphoreSlim seen = new(0);
    private readonly int killAtEvent;
    private readonly Task readers;

    private FridgeRun(Process process, int killAtEvent)
    {
        this.process = process;
        this.killAtEvent = killAtEvent;
        readers = Task.WhenAll(ReadEventsAsync(), ReadPeopleAsync());
    }

    public IReadOnlyList<JsonElement> Events => [.. events];

    /// <summary>Standard error: what a person reads when events go to standard output.</summary>
    public string Screen => string.Join('\n', people);

    public int ExitCode => process.ExitCode;

    public TimeSpan Elapsed => process.ExitTime - process.StartTime;

    /// <param name="killAtEvent">SIGKILL when this many events were read; 0: never.</param>
    public static FridgeRun Start(Clone clone, string arguments, int killAtEvent = 0)
    {
        var start = new ProcessStartInfo(Path.Combine(clone.Folder, "build.sh"), $"{arguments} --json")
        {
            WorkingDirectory = clone.Folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        foreach (var (name, value) in clone.Environment)
            start.Environment[name] = value;

        var process = Process.Start(start) ?? throw new InvalidOperationException("build.sh did not start");
        process.StandardInput.Close();
        return new FridgeRun(process, killAtEvent);
    }

    public static async Task<FridgeRun> ToEndAsync(Clone clone, string arguments, TimeSpan limit, int killAtEvent = 0)
    {
        var run = Start(clone, arguments, killAtEvent);
        await run.WaitAsync(limit);
        return run;
    }

    public async Task WaitAsync(TimeSpan limit)
    {
        using var source = new CancellationTokenSource(limit);
        try
        {
            await process.WaitForExitAsync(source.Token);
            await readers;
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"build.sh was not done after {limit}. Its screen:\n{Screen}");
        }
    }

    /// <summary>Waits for the first event of a kind.</summary>
    public async Task EventAsync(string kind, TimeSpan limit)
    {
        using var deadline = new CancellationTokenSource(limit);
        while (!EventsOf(kind).Any())
            await seen.WaitAsync(deadline.Token);
    }

    public void Signal(string name) =>
        Process.Start("kill", ["-" + name, process.Id.ToString()]).WaitForExit();

    public IEnumerable<JsonElement> EventsOf(string kind) =>
        Events.Where(line => line.TryGetProperty("event", out var name) && name.GetString() == kind);

    public string Evidence() => $"exit {ExitCode}\n{Screen}";

    public void Dispose()
    {
        if (!process.HasExited)
            process.Kill(entireProcessTree: true);
        process.Dispose();
        seen.Dispose();
    }

    private async Task ReadEventsAsync()
    {
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (!line.StartsWith('{'))
            {
                people.Enqueue(line);
                continue;
            }

            events.Enqueue(JsonDocument.Parse(line).RootElement.Clone());
            seen.Release();
            if (events.Count == killAtEvent)
                process.Kill();
        }
    }

    private async Task ReadPeopleAsync()
    {
        while (await process.StandardError.ReadLineAsync() is { } line)
            people.Enqueue(line);
    }
}
