using System.Collections.Immutable;
using Fridge.Nodes;
using Fridge.Rollout.Orchestration;

namespace Fridge.Rollout.Gates;

/// <summary>
/// Before the first wave: what runs now isn't stopped for an image whose Java doesn't start on these boards. The machine that built it
/// may have had no emulator, and an emulator is no board.
/// </summary>
internal sealed class JavaGate(IOrchestrator orchestrator, ImagePulls pulls, IReport report)
{
    /// <summary>Of each trial, its pull aside.</summary>
    public TimeSpan Limit { get; init; } = new RolloutLimits().Pull;

    private const int EvidenceLines = 10;

    /// <exception cref="GateFailedException">Java doesn't start, or the image can't be pulled; nothing was changed.</exception>
    public Task OpenAsync(ImmutableArray<JavaTrial> trials, CancellationToken cancellationToken) =>
        FanOut.Long.RunAsync(trials, OpenAsync, cancellationToken);

    private async Task OpenAsync(JavaTrial trial, CancellationToken cancellationToken)
    {
        await pulls.OfAsync(new NodeImage(trial.Node, trial.Image));
        using var progress = report.Begin($"{trial.Node}: start Java of its new image (at most {Limit.TotalMinutes:0} min)", unit: ProgressUnit.Steps);
        var result = await orchestrator.TryJavaAsync(trial, Limit, cancellationToken);
        if (result.ExitStatus == 0)
            return;
        throw new GateFailedException(
            $"{trial.Node}: Java of {trial.Image} ended with status {result.ExitStatus} when it was started for a trial.",
            "Nothing was changed in the stack. Build it again: ./build.sh Images --no-cache.")
        {
            Evidence = [.. result.Errors.TakeLast(EvidenceLines)],
        };
    }
}
