using System.Globalization;
using Fridge.Rollout.Status;

namespace Fridge.Rollout.Verbs;

/// <summary>What a job's count of records says. Pure.</summary>
internal static class FirstRecordsVerdict
{
    private const string Running = "RUNNING";

    public static bool IsWorthWaiting(JobStatus? job) => job is { State: Running, RecordsIn: 0 };

    public static string? Of(JobStatus? job) => job switch
    {
        { State: Running, RecordsIn: 0 } => $"Job {job.Name} is RUNNING, and has read no record yet: is there input?",
        { State: Running } => $"Job {job.Name} is RUNNING, and has read {Count(job.RecordsIn)}{Rate(job)}.",
        _ => null,
    };

    private static string Count(long records) => records == 1 ? "1 record" : $"{records} records";

    /// <summary>Of this execution as a whole: a job that has just begun has no other.</summary>
    private static string Rate(JobStatus job) => job.Running.TotalSeconds >= 1
        ? string.Create(CultureInfo.InvariantCulture, $", {job.RecordsIn / job.Running.TotalSeconds:0.#} a second since it began")
        : "";
}
