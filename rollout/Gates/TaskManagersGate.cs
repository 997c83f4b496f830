using Fridge.Manifests;
using Fridge.Rollout.Flink;

namespace Fridge.Rollout.Gates;

/// <summary>As many TaskManagers and slots as planned, with the planned memory.</summary>
internal sealed class TaskManagersGate : IGate
{
    public string Name => GateNames.TaskManagers;

    public string Title => "TaskManagers and slots";

    public TimeSpan Limit(RolloutLimits limits) => limits.TaskManagers;

    public async Task<GateState> AskAsync(FlinkPlan plan, FlinkClient flink, CancellationToken cancellationToken) =>
        FlinkVerdict.TaskManagers(plan, await flink.TaskManagersAsync(cancellationToken));
}
