using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using Fridge.Engine;

namespace Fridge.EndToEnd;

/// <summary>One run of <c>./build.sh … --json</c>: its events, what it said to people, and its exit code.</summary>
public sealed class FridgeRun : IDisposable
{
    private readonly Process process;
    private readonly ConcurrentQueue<RunEvent> events = new();
    private readonly ConcurrentQueue<string> people = new();
    private readonly SemaphoreSlim seen = new(0);
    private readonly Func<int, RunEvent, bool> kill;
    private readonly Task readers;

    private FridgeRun(Process process, Func<int, RunEvent, bool> kill)
    {
        this.process = process;
        this.kill = kill;
        readers = Task.WhenAll(ReadEventsAsync(), ReadPeopleAsync());
    }

    public IReadOnlyList<RunEvent> Events => [.. events];

    /// <summary>Events that the next run has too: progress comes by the clock.</summary>
    public int Steps => events.Count(IsStep);

    /// <summary>Standard error: what a person reads when events go to standard output.</summary>
    public string Screen => string.Join('\n', people);

    public int ExitCode => process.ExitCode;

    /// <summary>As the run itself measured it: without the compiling that may come before it.</summary>
    public TimeSpan Elapsed => Events.OfType<RunFinished>().Single().Elapsed;

    /// <param name="kill">SIGKILL at this one, asked with its number among the <see cref="Steps"/> and the event itself; null: never.</param>
    /// <param name="environment">Beside the clone's.</param>
    public static FridgeRun Start(
        Clone clone, string arguments, Func<int, RunEvent, bool>? kill = null, IReadOnlyDictionary<string, string?>? environment = null)
    {
        var start = new ProcessStartInfo(Path.Combine(clone.Folder, "build.sh"), $"{arguments} --json")
        {
            WorkingDirectory = clone.Folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        foreach (var (name, value) in clone.Environment.Concat(environment ?? new Dictionary<string, string?>()))
            start.Environment[name] = value;

        var process = Process.Start(start) ?? throw new InvalidOperationException("build.sh did not start");
        process.StandardInput.Close();
        return new FridgeRun(process, kill ?? ((_, _) => false));
    }

    public static async Task<FridgeRun> ToEndAsync(Clone clone, string arguments, TimeSpan limit, Func<int, RunEvent, bool>? kill = null)
    {
        var run = Start(clone, arguments, kill);
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

    /// <summary>Waits until a target is started.</summary>
    public Task StartedAsync(string target, TimeSpan limit) =>
        HappensAsync($"{target} starts", happened => IsStartOf(happened, target), limit);

    /// <summary>Waits until it says this, be it to a verbose screen alone.</summary>
    public Task SaysAsync(string text, TimeSpan limit) =>
        HappensAsync($"it says \"{text}\"", happened => happened is Message message && message.Text.Contains(text, StringComparison.Ordinal), limit);

    private async Task HappensAsync(string what, Func<RunEvent, bool> isIt, TimeSpan limit)
    {
        using var deadline = new CancellationTokenSource(limit);
        try
        {
            while (!Events.Any(isIt))
                await seen.WaitAsync(deadline.Token);
        }
        catch (OperationCanceledException)
        {
            throw new TimeoutException($"{what}: not after {limit}. The run's screen:\n{Screen}");
        }
    }

    public static bool IsStartOf(RunEvent happened, string target) =>
        happened is TargetStarted started && started.Target == target;

    public void Signal(string name) =>
        Process.Start("kill", ["-" + name, process.Id.ToString(CultureInfo.InvariantCulture)]).WaitForExit();

    private static bool IsStep(RunEvent happened) => happened is not Progress;

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

            var happened = EventJson.Read(line);
            events.Enqueue(happened);
            seen.Release();
            if (IsStep(happened) && kill(Steps, happened))
                process.Kill();
        }
    }

    private async Task ReadPeopleAsync()
    {
        while (await process.StandardError.ReadLineAsync() is { } line)
            people.Enqueue(line);
    }
}
