using Fridge.Images.Plan;
using Fridge.Model;
using Fridge.Tooling.Host;
using Fridge.Tooling.Processes;

namespace Fridge.Images.Builds;

/// <summary>
/// Starts the image's Java once for each platform that this machine runs, by emulation or itself: the stage <c>check</c> of
/// its recipe, which no image contains. A platform that it can't run is left to the first node.
/// </summary>
internal sealed class RunCheck(IProcessRunner processes, LocalDocker docker)
{
    private const string CheckStage = "check";

    public async Task RunAsync(PlannedImage image, BuildxCommand command, BuildRun run)
    {
        var runnable = await RunnableAsync(command.Builder, run.CancellationToken);
        foreach (var platform in image.Platforms)
        {
            if (!runnable.Contains(platform.OciPlatform()))
            {
                run.Report.Info($"{image.Name} {platform.OciPlatform()}: this machine can't run it, so its Java is first started on a node.");
                continue;
            }

            await new Buildx(processes, docker).RunAsync(
                $"start Java of {image.Name} on {platform.OciPlatform()}",
                command with { Target = CheckStage, Platforms = [platform], Output = "type=cacheonly", NoCache = false, Cache = null },
                run.Report,
                run.CancellationToken);
        }
    }

    private async Task<HashSet<string>> RunnableAsync(string? builder, CancellationToken cancellationToken)
    {
        string[] arguments = builder is null ? ["buildx", "inspect"] : ["buildx", "inspect", builder];
        var result = await processes.RunAsync(docker.Command(arguments), cancellationToken: cancellationToken);
        return [.. result.StandardOutput.Split('\n')
            .Where(line => line.StartsWith("Platforms:", StringComparison.Ordinal))
            .SelectMany(line => line["Platforms:".Length..].Split(',', StringSplitOptions.TrimEntries))
            .Select(platform => platform.TrimEnd('*'))];
    }
}
