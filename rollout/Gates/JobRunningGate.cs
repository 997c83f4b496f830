using Fridge.Manifests;
using Fridge.Rollout.Flink;

namespace Fridge.Rollout.Gates;

/// <summary>The job and all its vertices are RUNNING.</summary>
internal sealed class JobRunningGate : IGate
{
    public string Name => GateNames.JobRunning;

    public string Title => "the job";

    public TimeSpan Limit(RolloutLimits limits) => limits.Job;

    public async Task<GateState> AskAsync(FlinkPlan plan, FlinkClient flink, CancellationToken cancellationToken) => plan.Job is { } job
        ? FlinkVerdict.Job(job, await flink.JobAsync(job.Id, cancellationToken), await flink.ExceptionsAsync(job.Id, cancellationToken))
        : new GateOpen("a session cluster: no job of its own");
}
