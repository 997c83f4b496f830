using Fridge.Bench.Figures;
using Fridge.Bench.Running;
using Fridge.Tooling;
using Fridge.Tooling.Processes;

namespace Fridge.Bench.Deploy;

/// <summary>A cold Deploy and one that finds nothing to do, on virtual Pis of the benchmark's own.</summary>
internal sealed class DeployBenchmark(BenchRun bench, BenchRoom room)
{
    private const string DefaultCluster = "clusters/virtual.yaml";
    private static readonly TimeSpan CleanUpLimit = TimeSpan.FromMinutes(5);
    private readonly FrontDoor door = new(bench, room);

    /// <exception cref="FridgeException">A run failed; what it left is removed all the same.</exception>
    public static async Task RunAsync(BenchRun bench, CancellationToken cancellationToken)
    {
        var options = Options.Parse(bench.Arguments, ["--json", "--targets"], ["--cluster", "--beside"]);
        var targets = options.Flags.Contains("--targets");
        var report = await OfAsync(bench, options.Text("--cluster") ?? Path.Combine(bench.Checkout, DefaultCluster), "deploy", cancellationToken);
        Write(options.Json ? report.Objects(targets) : report.Text(targets));
        if (options.Text("--beside") is not { } beside)
            return;
        var other = await OfAsync(bench, beside, "deploy/beside", cancellationToken);
        Write(options.Json ? other.Objects(targets) : other.Text(targets).Prepend(""));
        Figure[] ratios = [.. report.Beside(other)];
        Write(options.Json ? FigureText.Objects(ratios) : FigureText.Table($"{report.Of} beside {other.Of}", ratios).Prepend(""));

        void Write(IEnumerable<string> lines)
        {
            foreach (var line in lines)
                bench.Out.WriteLine(line);
        }
    }

    private static async Task<DeployReport> OfAsync(BenchRun bench, string file, string prefix, CancellationToken cancellationToken)
    {
        var room = BenchRoom.Make(BenchCluster.From(await ReadAsync(file, cancellationToken), file));
        return await new DeployBenchmark(bench, room).MeasureAsync(cancellationToken) with { Of = Path.GetFileName(file), Prefix = prefix };
    }

    private async Task<DeployReport> MeasureAsync(CancellationToken cancellationToken)
    {
        try
        {
            await StepAsync("Removing what an earlier benchmark may have left", "Destroy", cancellationToken);
            var held = await HeldImagesAsync(cancellationToken);
            var (cold, wall) = await StepAsync("A cold Deploy", "Deploy", cancellationToken);
            var (_, again) = await StepAsync("Deploy again", "Deploy", cancellationToken);
            return new DeployReport(cold, wall, again, held);
        }
        finally
        {
            using var limit = new CancellationTokenSource(CleanUpLimit);
            await StepAsync("Removing what was deployed", "Destroy", limit.Token);
            room.Remove();
        }
    }

    private async Task<(TimedRun Run, TimeSpan Wall)> StepAsync(string title, string target, CancellationToken cancellationToken)
    {
        bench.Error.WriteLine($"{title}:");
        return await door.RunAsync(target, cancellationToken);
    }

    /// <summary>Images that a Deploy makes once for an engine, which may serve other clusters and so stay.</summary>
    private async Task<IReadOnlyList<string>> HeldImagesAsync(CancellationToken cancellationToken)
    {
        var listed = await bench.Processes.TryRunAsync(
            new CommandLine("docker", "images", "--filter", "reference=fridge/*", "--format", "{{.Repository}}:{{.Tag}}"), cancellationToken: cancellationToken);
        return LastLines.Of(listed.StandardOutput);
    }

    private static async Task<string> ReadAsync(string file, CancellationToken cancellationToken)
    {
        try
        {
            return await File.ReadAllTextAsync(file, cancellationToken);
        }
        catch (Exception reason) when (reason is IOException or UnauthorizedAccessException)
        {
            throw new FridgeException($"{file} can't be read: {reason.Message}", "Name a cluster file with --cluster FILE.", wrongUse: true, inner: reason);
        }
    }
}
