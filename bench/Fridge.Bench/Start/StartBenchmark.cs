using System.Collections.Immutable;
using Fridge.Bench.Figures;
using Fridge.Bench.Running;
using Fridge.Manifests;
using Fridge.Manifests.Swarm;
using Fridge.Model;
using Fridge.Tooling;
using Fridge.Tooling.Downloads;
using Fridge.Tooling.Host;

namespace Fridge.Bench.Start;

/// <summary>How long JobManager and TaskManager take to find each other: two ways on two platforms.</summary>
internal sealed class StartBenchmark(BenchRun bench, HostFacts host, Cluster cluster, HttpClient http)
{
    private readonly LocalEngine engine = new(bench.Processes, host.Docker);
    private readonly StartImages images = new(
        bench.Processes, host, FridgePaths.FromEnvironment(bench.Checkout), http, cluster, new ErrorReport(bench.Error));

    /// <exception cref="FridgeException">An image can't be made, or Flink doesn't start.</exception>
    public static async Task RunAsync(BenchRun bench, CancellationToken cancellationToken)
    {
        var options = Options.Parse(bench.Arguments, ["--json"], ["--runs", "--platform"]);
        var (runs, platforms) = (options.Count("--runs", 3), BenchPlatforms.Of(options.Text("--platform")));
        using var http = PublicHttp.Open(TimeSpan.FromSeconds(10));
        var cluster = ClusterFile.Load(Path.Combine(bench.Checkout, ClusterFileChoice.Default), bench.Checkout).Cluster;
        var host = await new HostProbe(bench.Processes, hasTerminal: false).ProbeAsync(cancellationToken);
        var report = await new StartBenchmark(bench, host, cluster, http).MeasureAsync(platforms, runs, cancellationToken);
        foreach (var line in options.Json ? FigureText.Objects(report.Figures) : FigureText.Table(report.Title, report.Figures))
            bench.Out.WriteLine(line);
    }

    public async Task<StartReport> MeasureAsync(ImmutableArray<NodeArchitecture> platforms, int runs, CancellationToken cancellationToken)
    {
        using var folder = new StartFolder();
        var starters = new List<Starter>();
        foreach (var platform in platforms)
            starters.AddRange(await PrepareAsync(platform, folder, cancellationToken));
        var times = starters.ToDictionary(starter => starter, _ => ImmutableArray<StartTime>.Empty);
        for (var run = 0; run < runs; run++)
        {
            foreach (var starter in starters)
                times[starter] = times[starter].Add(await MeasureAsync(starter, cancellationToken));
        }

        return new StartReport([.. starters.Select(starter => (starter.Case, times[starter]))]);
    }

    private async Task<StartTime> MeasureAsync(Starter starter, CancellationToken cancellationToken)
    {
        var start = await new FlinkPair(engine, http, starter.JobManager, starter.TaskManager).MeasureAsync(cancellationToken);
        bench.Error.WriteLine($"  {starter.Case.Label}: {FigureText.Number(start.Time.TotalSeconds)} s");
        return start;
    }

    private async Task<IEnumerable<Starter>> PrepareAsync(NodeArchitecture platform, StartFolder folder, CancellationToken cancellationToken)
    {
        var flink = await images.FlinkAsync(platform, cancellationToken);
        var direct = await images.DirectAsync(platform, flink["flink"], cancellationToken);
        var scripts = await images.ScriptsAsync(platform, cancellationToken);
        var files = FlinkFiles.Render(
            On(platform), await TemplateSet.ReadAsync(bench.Checkout, new SwarmRendering().TemplateFolder, cluster.Name, cancellationToken), flink);
        var options = JavaOptions.Of(await engine.RunAsync(
            ["run", "--rm", "--network", "none", "--platform", platform.OciPlatform(), scripts, "cat", "/opt/flink/conf/config.yaml"], cancellationToken));
        var starters = new List<Starter>();
        foreach (var row in Cases(platform))
        {
            var (image, read) = row.Way == Way.ByScripts ? (scripts, files.WithJavaOptions(options)) : (direct, files);
            starters.Add(await Starter.MakeAsync(row, image, read, folder, engine, cancellationToken));
        }

        return starters;
    }

    /// <summary>Where nodes have the emulator's profile, a board's is shown beside it.</summary>
    private static IEnumerable<StartCase> Cases(NodeArchitecture platform)
    {
        yield return new StartCase(platform, Way.Directly);
        yield return new StartCase(platform, Way.WithClasses);
        if (new StartCase(platform, Way.WithClasses).Profile == JvmProfiles.Emulated)
            yield return new StartCase(platform, Way.WithClasses) { Asked = JvmProfiles.Board };
        yield return new StartCase(platform, Way.ByScripts);
    }

    /// <summary>The same cluster on nodes of this platform.</summary>
    private Cluster On(NodeArchitecture platform) => cluster with
    {
        Nodes = [.. cluster.Nodes.Select(node => node with { Os = node.Os with { Architecture = platform } })],
    };
}
