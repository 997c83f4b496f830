using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Fridge.Bench.Figures;
using Fridge.Bench.Running;
using Fridge.Clusters;
using Fridge.Manifests;
using Fridge.Tooling;
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
        var (runs, platforms) = (options.Count("--runs", 3), Platforms(options.Text("--platform")));
        if (RuntimeInformation.OSArchitecture != Architecture.X64)
            throw new FridgeException("bench/start compares emulated ARMv7 with native amd64.", "Run it on an amd64 machine.", wrongUse: true);
        using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(10) };
        var cluster = ClusterFile.Load(Path.Combine(bench.Checkout, ClusterFileChoice.Default), bench.Checkout);
        var report = await new StartBenchmark(bench, await new HostProbe(bench.Processes, hasTerminal: false).ProbeAsync(cancellationToken), cluster, http).MeasureAsync(platforms, runs, cancellationToken);
        foreach (var line in options.Json ? FigureText.Objects(report.Figures) : FigureText.Table(report.Title, report.Figures))
            bench.Out.WriteLine(line);
    }

    private static ImmutableArray<NodeArchitecture> Platforms(string? wanted)
    {
        ImmutableArray<NodeArchitecture> all = [NodeArchitecture.ArmV7, NodeArchitecture.Amd64];
        var chosen = all.Where(platform => wanted is null || platform.LabelValue() == wanted).ToImmutableArray();
        return chosen.IsEmpty ? throw new FridgeException($"--platform is armv7 or amd64, not '{wanted}'.", wrongUse: true) : chosen;
    }

    private async Task<StartReport> MeasureAsync(ImmutableArray<NodeArchitecture> platforms, int runs, CancellationToken cancellationToken)
    {
        using var folder = new StartFolder();
        var starters = new List<Starter>();
        foreach (var platform in platforms)
            starters.AddRange(await PrepareAsync(platform, folder, cancellationToken));
        var times = starters.ToDictionary(starter => starter, _ => ImmutableArray<TimeSpan>.Empty);
        for (var run = 0; run < runs; run++)
            foreach (var starter in starters)
                times[starter] = times[starter].Add(await MeasureAsync(starter, cancellationToken));
        return new StartReport([.. starters.Select(starter => (starter.Case, times[starter]))]);
    }

    private async Task<TimeSpan> MeasureAsync(Starter starter, CancellationToken cancellationToken)
    {
        var time = await new FlinkPair(engine, http, starter.JobManager, starter.TaskManager).MeasureAsync(cancellationToken);
        bench.Error.WriteLine($"  {starter.Case.Label}: {FigureText.Number(time.TotalSeconds)} s");
        return time;
    }

    private async Task<IEnumerable<Starter>> PrepareAsync(NodeArchitecture platform, StartFolder folder, CancellationToken cancellationToken)
    {
        var (direct, scripts) = (new StartCase(platform, Way.Directly), new StartCase(platform, Way.ByScripts));
        var flink = await images.FlinkAsync(platform, cancellationToken);
        var scriptsImage = await images.ScriptsAsync(platform, cancellationToken);
        var files = FlinkFiles.Render(
            On(platform), await TemplateSet.ReadAsync(bench.Checkout, cluster.Name, cancellationToken), flink);
        var options = JavaOptions.Of(await engine.RunAsync(
            ["run", "--rm", "--network", "none", "--platform", platform.OciPlatform(), scriptsImage, "cat", "/opt/flink/conf/config.yaml"], cancellationToken));
        return
        [
            Starter.Of(direct, await images.DirectAsync(platform, flink["flink"], cancellationToken), files, folder),
            Starter.Of(scripts, scriptsImage, files.WithJavaOptions(options), folder),
        ];
    }

    /// <summary>The same cluster on nodes of this platform.</summary>
    private Cluster On(NodeArchitecture platform) => cluster with
    {
        Nodes = [.. cluster.Nodes.Select(node => node with { Os = node.Os with { Architecture = platform } })],
    };
}
