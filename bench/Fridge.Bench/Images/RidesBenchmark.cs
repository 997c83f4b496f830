using System.Collections.Immutable;
using System.Text.Json;
using Fridge.Bench.Figures;
using Fridge.Bench.Running;
using Fridge.Bench.Start;
using Fridge.Model;

namespace Fridge.Bench.Images;

/// <summary>
/// What the rewritten jars cost while a job runs: the bounded taxi job in one JVM, natively, over ours and over Flink's own, with the same
/// heap and the profile of a board. Runs alternate, so that what else the machine does meets both.
/// </summary>
internal sealed class RidesBenchmark(BenchRun bench, StartImages images, LocalEngine engine)
{
    private const int Laps = 1000;
    private const string Container = "fridge-bench-rides";
    private const NodeArchitecture Platform = NodeArchitecture.Amd64;

    public async Task<ImmutableArray<Figure>> MeasureAsync(int pairs, CancellationToken cancellationToken)
    {
        using var folder = new StartFolder();
        var flink = await images.FlinkAsync(Platform, cancellationToken);
        var ours = await images.DirectAsync(Platform, flink["flink"], cancellationToken);
        var byHand = await images.ScriptsAsync(Platform, cancellationToken);
        var rides = RideFolder.Fill(folder.Path("data"), Path.Combine(bench.Checkout, "workloads", "taxi", "data"), Laps);
        await images.JobJarAsync(folder.Path("job"), cancellationToken);
        await File.WriteAllTextAsync(Path.Combine(folder.Path("job"), "config.yaml"), "parallelism.default: 1\n", cancellationToken);
        folder.OpenToAll();
        var speeds = new List<(double Ours, double ByHand)>();
        for (var pair = 0; pair < pairs; pair++)
        {
            speeds.Add((await SpeedAsync(ours, [], folder, rides, cancellationToken), await SpeedAsync(byHand, ["/opt/java/bin/java"], folder, rides, cancellationToken)));
            bench.Error.WriteLine($"  rides per second: ours {speeds[^1].Ours:F0}, Flink's own jars {speeds[^1].ByHand:F0}");
        }

        return Figures(speeds);
    }

    /// <summary>The median and the spread of pairs: their runs are neighbours in time.</summary>
    internal static ImmutableArray<Figure> Figures(IReadOnlyList<(double Ours, double ByHand)> speeds)
    {
        var ratios = speeds.Select(pair => pair.Ours / pair.ByHand).Order().ToList();
        return
        [
            new("images/amd64/ours/rides", "amd64: ours", Middle(speeds.Select(pair => pair.Ours)), "rides/s"),
            new("images/amd64/by-hand/rides", "amd64: Flink's own jars", Middle(speeds.Select(pair => pair.ByHand)), "rides/s"),
            new("images/amd64/rides-ratio", "amd64: ours / Flink's own", Middle(ratios), "x"),
            new("images/amd64/rides-ratio/least", "  least of the pairs", ratios[0], "x"),
            new("images/amd64/rides-ratio/most", "  most of the pairs", ratios[^1], "x"),
        ];
    }

    private async Task<double> SpeedAsync(string image, string[] program, StartFolder folder, long rides, CancellationToken cancellationToken)
    {
        try
        {
            var output = await engine.RunAsync(
                [
                    "run", "--name", Container, "--network", "none", "--hostname", "localhost", "--tmpfs", "/tmp", "--env", "FLINK_CONF_DIR=/job",
                    "--volume", $"{folder.Path("data")}:/data:ro", "--volume", $"{folder.Path("job")}:/job:ro", image, .. program,
                    .. JvmProfiles.Board.Flags, "-Xms768m", "-Xmx768m",
                    "--add-opens=java.base/java.util=ALL-UNNAMED", "--add-opens=java.base/java.lang=ALL-UNNAMED",
                    "-cp", "/opt/flink/lib/*:/job/*", "fridge.taxi.ClosestPlaceJob", "--mode", "bounded", "--parallelism", "1", "--data", "/data",
                ],
                cancellationToken);
            using var result = JsonDocument.Parse(output.Split('\n')[^1]);
            return rides / (result.RootElement.GetProperty("milliseconds").GetInt64() / 1000.0);
        }
        finally
        {
            await engine.RemoveAsync([Container], Container, CancellationToken.None);
        }
    }

    private static double Middle(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        return (sorted[(sorted.Count - 1) / 2] + sorted[sorted.Count / 2]) / 2;
    }
}
