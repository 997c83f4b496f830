using Fridge.Engine;
using Fridge.Manifests.Conversion;
using Fridge.Model;
using Fridge.Model.Conversion;
using Fridge.Tooling;

namespace Fridge.Targets;

/// <summary>A person's own Flink configuration, translated.</summary>
public sealed partial class Build
{
    [Parameter("A flink-conf.yaml of any Flink, a config.yaml, or a ConfigMap with either", Placeholder = "FILE", ArgumentOf = nameof(Convert))]
    private string? ConfFile { get; init; }

    [Parameter("Writes cluster.yaml and config.yaml to this folder", Placeholder = "FOLDER", For = [nameof(Convert)])]
    private string? Output { get; init; }

    [Parameter("For this Flink", Placeholder = "VERSION", For = [nameof(Convert)])]
    private string FlinkVersion { get; init; } = FlinkReleases.Default;

    private Target Convert => _ => _
        .Description("Explains each option of a Flink configuration, and what goes into a cluster file")
        .Requires(() => ConfFile, "Convert what? ./build.sh Convert flink-conf.yaml")
        .Plans(async (run, ct) =>
        {
            if (FlinkReleases.Refusal(FlinkVersion) is { } reason)
                throw new FridgeException($"Nothing is converted for Flink {FlinkVersion}: {reason}.", $"--flink-version {FlinkReleases.Default}", wrongUse: true);

            var conf = await ConfFolder.ReadAsync(ConfFile!, ct);
            var hasArm32 = Platforms.Length == 0 || Platforms.Contains(NodeArchitecture.Armv7);
            var converted = FlinkConversion.Convert(new(ConfFile!, conf.Text, FlinkVersion, hasArm32) { Masters = conf.Masters, Workers = conf.Workers });
            foreach (var line in ConvertedText.Lines(converted))
                run.Report.Info(line);
            return Changes.Of(converted, Output is null, $"would write cluster.yaml and config.yaml to {Output}");
        })
        .Applies(async (run, converted, ct) =>
        {
            await ShowAsync(run, converted, ct);
            run.Outcome(ConvertedText.Summary(converted));
        });

    private async Task ShowAsync(TargetRun run, ConvertedFlink converted, CancellationToken ct)
    {
        var (cluster, config) = (ConvertedFiles.Cluster(converted), ConvertedFiles.Config(converted));
        if (Output is null)
        {
            foreach (var line in $"{cluster}\n{config}".TrimEnd('\n').Split('\n'))
                run.AfterSummary(line);
            return;
        }

        await ConfFolder.WriteAsync(Output, [("cluster.yaml", cluster), ("config.yaml", config)], ct);
        run.AfterSummary($"Written: {Path.Combine(Output, "cluster.yaml")} for a cluster file, {Path.Combine(Output, "config.yaml")} for Flink itself");
    }
}
