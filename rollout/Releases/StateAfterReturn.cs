using System.Collections.Immutable;
using Fridge.Model;

namespace Fridge.Rollout.Releases;

/// <summary>Where a job's state begins again when a failed release has given way to the one before. Pure.</summary>
internal static class StateAfterReturn
{
    /// <summary>Flink's option, and the name that it had before 1.20.</summary>
    private static readonly ImmutableArray<string> RecoveryPaths = ["execution.state-recovery.path", "execution.savepoint.path"];

    /// <param name="failed">What the nodes may have run meanwhile.</param>
    /// <param name="back">What runs again.</param>
    public static string Of(Release failed, Release back) =>
        Manager(failed) is var one && Manager(back) is var other && one == other ? "The JobManager stayed as it was, so the job continues from its last checkpoint."
        : back.Intent.Flink.Job is null ? "It is a session cluster whose JobManager was restarted: submit its jobs again."
        : RecoveryPaths.Select(key => back.Intent.Flink.JobManagerConfig.GetValueOrDefault(key)).FirstOrDefault(path => path is { Length: > 0 }) is { } path
            ? $"The job's state begins again from {path}, which flink.config names."
            : "The job begins again from its start: flink.config names no checkpoint or savepoint (execution.state-recovery.path).";

    private static string? Manager(Release release) => release.Intent.Workloads.FirstOrDefault(workload => workload.Name == JobManagerService.Family)?.SpecHash;
}
