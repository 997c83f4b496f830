using System.Globalization;
using Fridge.Rollout.Status;

namespace Fridge.Rollout.Verbs;

/// <summary>What a job's count of records says. Pure.</summary>
internal static class FirstRecordsVerdict
{
    private const string Running = "RUNNING";

    /// <summary>One that is no longer RUNNING, though a gate has seen it so, comes back in most cases.</summary>
    public static bool IsWorthWaiting(JobStatus? job) => job is { IsOver: false } and not { State: Running, RecordsIn: > 0 };

    public static string? Of(JobStatus? job) => job switch
    {
        { State: Running, RecordsIn: 0 } => $"Job {job.Name} is RUNNING, and has read no record yet: is there input?",
        { State: Running } => $"Job {job.Name} is RUNNING, and has read {Count(job.RecordsIn)}{Rate(job)}.",
        { IsOver: false } => $"Job {job.Name} was RUNNING and is {job.State} now: ./build.sh Logs says why.",
        _ => null,
    };

    private static string Count(long records) => records == 1 ? "1 record" : $"{records} records";

    /// <summary>Of this execution as a whole: a job that has just begun has no other.</summary>
    private static string Rate(JobStatus job) => job.Running.TotalSeconds >= 1
        ? string.Create(CultureInfo.InvariantCulture, $", {job.RecordsIn / job.Running.TotalSeconds:0.#} a second since it began")
        : "";
}
