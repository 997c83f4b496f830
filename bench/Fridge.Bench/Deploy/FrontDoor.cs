using System.Diagnostics;
using Fridge.Bench.Running;
using Fridge.Engine;
using Fridge.Tooling;
using Fridge.Tooling.Processes;

namespace Fridge.Bench.Deploy;

/// <summary>Runs <c>./build.sh</c> as a person would, in a room of its own.</summary>
internal sealed class FrontDoor(BenchRun bench, BenchRoom room)
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(60);
    private static readonly TimeSpan Grace = TimeSpan.FromMinutes(2);

    /// <returns>What the events told, and the process' wall time.</returns>
    /// <exception cref="FridgeException">The target failed.</exception>
    public async Task<(TimedRun Run, TimeSpan Wall)> RunAsync(string target, CancellationToken cancellationToken)
    {
        var events = new List<RunEvent>();
        var start = Stopwatch.GetTimestamp();
        var ended = await bench.Processes.TryRunAsync(Command(target), Take, cancellationToken);
        var wall = Stopwatch.GetElapsedTime(start);
        var run = TimedRun.Of(events);
        return ended.ExitCode == 0 ? (run, wall) : throw Failure(target, ended, run);

        void Take(OutputLine line)
        {
            if (line.IsError)
                return;
            events.Add(EventJson.Read(line.Text));
            if (TimedRun.News(events[^1]) is { } news)
                bench.Error.WriteLine($"  {news}");
        }
    }

    /// <summary>A session of its own: Ctrl-C reaches it once, through us, also where a shell in the background made us ignore it.</summary>
    private CommandLine Command(string target) =>
        new("env", "--default-signal=INT", "setsid", Path.Combine(bench.Checkout, "build.sh"), target, "--cluster", room.ClusterFile, "--json", "--yes")
        {
            WorkingDirectory = bench.Checkout,
            Environment = room.Environment,
            TimeLimit = Limit,
            Grace = Grace,
        };

    private FridgeException Failure(string target, ProcessResult ended, TimedRun run) =>
        new($"./build.sh {target} --cluster {room.ClusterFile} ended with {ended.ExitCode}.", "Correct that, then run the benchmark again.")
        {
            Evidence = run.Failures.IsEmpty ? LastLines.Of(ended.StandardError) : run.Failures,
        };
}
