using System.Collections.Immutable;
using Fridge.Bench.Figures;
using Fridge.Bench.Running;
using Fridge.Bench.Start;
using Fridge.Model;
using Fridge.Tooling;
using Fridge.Tooling.Downloads;
using Fridge.Tooling.Host;

namespace Fridge.Bench.Images;

/// <summary>Our image of Flink beside one that is made by hand: what both cost and what both do.</summary>
internal static class ImagesBenchmark
{
    /// <exception cref="FridgeException">An image can't be made, or Flink doesn't start.</exception>
    public static async Task RunAsync(BenchRun bench, CancellationToken cancellationToken)
    {
        var options = Options.Parse(bench.Arguments, ["--json"], ["--runs", "--pairs", "--platform"]);
        var (runs, pairs, platforms) = (options.Count("--runs", 3), options.Count("--pairs", 9), BenchPlatforms.Of(options.Text("--platform")));
        using var http = PublicHttp.Open(TimeSpan.FromSeconds(10));
        var cluster = ClusterFile.Load(Path.Combine(bench.Checkout, ClusterFileChoice.Default), bench.Checkout).Cluster;
        var host = await new HostProbe(bench.Processes, hasTerminal: false).ProbeAsync(cancellationToken);
        var images = new StartImages(bench.Processes, host, FridgePaths.FromEnvironment(bench.Checkout), http, cluster, new ErrorReport(bench.Error));
        var sizes = new List<Figure>();
        foreach (var platform in platforms)
            sizes.AddRange(await BuildsAsync(images, platform, cancellationToken));
        var starts = await new StartBenchmark(bench, host, cluster, http).MeasureAsync(platforms, runs, cancellationToken);
        var rides = platforms.Contains(NodeArchitecture.Amd64)
            ? await new RidesBenchmark(bench, images, new LocalEngine(bench.Processes, host.Docker)).MeasureAsync(pairs, cancellationToken)
            : [];
        Print(bench, options, [("Flink's image: ours, and as it is made by hand", [.. sizes]), (starts.Title, starts.Figures), ($"Rides per second, median of {pairs} pairs", rides)]);
    }

    private static async Task<IEnumerable<Figure>> BuildsAsync(StartImages images, NodeArchitecture platform, CancellationToken cancellationToken)
    {
        var ours = await images.MeasureOursAsync(platform, cancellationToken);
        var byHand = await images.MeasureByHandAsync(platform, cancellationToken);
        var (name, label) = ($"images/{platform.LabelValue()}", platform.LabelValue());
        return
        [
            Figure.Seconds($"{name}/ours/build", $"{label}: ours, build", ours.Time),
            Figure.Seconds($"{name}/by-hand/build", $"{label}: by hand, build", byHand.Time),
            Figure.Megabytes($"{name}/ours/size", $"{label}: ours, compressed", ours.CompressedBytes),
            Figure.Megabytes($"{name}/by-hand/size", $"{label}: by hand, compressed", byHand.CompressedBytes),
            new Figure($"{name}/size-ratio", $"{label}: ours / by hand, compressed", (double)ours.CompressedBytes / byHand.CompressedBytes, "x"),
        ];
    }

    private static void Print(BenchRun bench, Options options, IEnumerable<(string Title, ImmutableArray<Figure> Figures)> parts)
    {
        foreach (var (title, figures) in parts.Where(part => part.Figures.Length > 0))
        {
            foreach (var line in options.Json ? FigureText.Objects(figures) : FigureText.Table(title, figures).Append(""))
                bench.Out.WriteLine(line);
        }
    }
}
