using Fridge.Tooling.Host;
using Fridge.Tooling.Processes;

namespace Fridge.Images.Builds;

/// <summary>Runs buildx and shows how far it is; in the end, as a detail, where its time went.</summary>
internal sealed class Buildx(IProcessRunner processes, LocalDocker docker)
{
    private const string RefusalMark = "refused: ";

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
        foreach (var line in progress.Steps.Table())
        {
            report.Detail(line);
        }

        if (result.ExitCode != 0)
        {
            throw Refusal(title, progress.Evidence) ?? new ImageBuildException($"{title} failed (docker buildx build ended with {result.ExitCode}).", NextStep(progress.Evidence))
            {
                Evidence = progress.Evidence,
            };
        }
    }

    /// <summary>The recipe's tools say of an input that they can't use what it is and what to do, on a line.</summary>
    private static ImageBuildException? Refusal(string title, IReadOnlyList<string> lines) =>
        lines.FirstOrDefault(line => line.StartsWith(RefusalMark, StringComparison.Ordinal))?[RefusalMark.Length..].Split(" => ") is [var what, var next]
            ? new ImageBuildException($"{title}: {what}.", next)
            : null;

    private static string NextStep(IReadOnlyList<string> evidence) =>
        evidence.Any(line => line.Contains("no space left", StringComparison.OrdinalIgnoreCase))
            ? "Free disk space where the engine keeps its images (docker system df), then run the same command again."
            : "Read the lines above; the steps before the failed one are cached.";
}
