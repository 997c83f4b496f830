using Fridge.Tooling;
using Fridge.Tooling.Host;
using Fridge.Tooling.Processes;

namespace Fridge.Images.Builds;

/// <summary>Runs buildx and shows how far it is.</summary>
public sealed class Buildx(IProcessRunner processes, LocalDocker docker)
{
    /// <param name="title">What a person sees: <c>build flink</c>.</param>
    /// <exception cref="ImageBuildException">The build failed: its last lines.</exception>
    public async Task RunAsync(string title, BuildxCommand command, IReport report, CancellationToken cancellationToken)
    {
        using var item = report.Begin(title, unit: ProgressUnit.Steps);
        var progress = new BuildxProgress((done, total) => item.Report(done, total), report.Detail);
        var gate = new Lock();
        var result = await processes.TryRunAsync(
            command.ToCommandLine(docker),
            line =>
            {
                lock (gate)
                {
                    progress.Read(line.Text);
                }
            },
            cancellationToken);
        if (result.ExitCode != 0)
        {
            throw new ImageBuildException($"{title} failed (docker buildx build ended with {result.ExitCode}).", NextStep(progress.Evidence))
            {
                Evidence = progress.Evidence,
            };
        }
    }

    private static string NextStep(IReadOnlyList<string> evidence) =>
        evidence.Any(line => line.Contains("no space left", StringComparison.OrdinalIgnoreCase))
            ? "Free disk space where the engine keeps its images (docker system df), then run it again."
            : "Read the lines below; the steps before the failed one are cached.";
}
