using Fridge.Manifests;
using Fridge.Rollout.Flink;

namespace Fridge.Rollout.Gates;

/// <summary>Flink's REST answers, and the JobManager's real flags and configuration are the plan's.</summary>
internal sealed class FlinkRestGate : IGate
{
    public string Name => GateNames.FlinkRest;

    public string Title => "Flink's REST";

    public TimeSpan Limit(RolloutLimits limits) => limits.FlinkRest;

    public async Task<GateState> AskAsync(FlinkPlan plan, FlinkClient flink, CancellationToken cancellationToken) => FlinkVerdict.JobManager(
        plan, await flink.JobManagerEnvironmentAsync(cancellationToken), await flink.JobManagerConfigAsync(cancellationToken));
}
