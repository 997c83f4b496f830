using Fridge.Manifests;
using Fridge.Rollout.Flink;

namespace Fridge.Rollout.Gates;

/// <summary>The TaskManagers offer as many slots as the job's parallelism wants: without them Flink would wait for ever, and say nothing.</summary>
internal sealed class JobSlotsGate : IGate
{
    public string Name => GateNames.JobSlots;

    public string Title => "slots for the job";

    public TimeSpan Limit(RolloutLimits limits) => limits.TaskManagers;

    public async Task<GateState> AskAsync(FlinkPlan plan, FlinkClient flink, CancellationToken cancellationToken) => plan.Job is { } job
        ? FlinkVerdict.Slots(job, await flink.OverviewAsync(cancellationToken))
        : new GateOpen("a session cluster: no job of its own");
}
