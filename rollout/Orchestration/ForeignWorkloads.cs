using Fridge.Model;
using Fridge.Tooling;

namespace Fridge.Rollout.Orchestration;

/// <summary>What bears the cluster's name and isn't Fridge's: another tool's stack may be called the same. It is never updated, scaled or removed.</summary>
internal static class ForeignWorkloads
{
    /// <exception cref="FridgeException">There are some; nothing was changed.</exception>
    public static void Refuse(string cluster, Observed observed)
    {
        var foreign = observed.Workloads.Where(workload => !workload.Labels.ContainsKey(WorkloadLabels.Spec)).Select(workload => workload.Name).ToList();
        if (foreign.Count > 0)
        {
            throw new FridgeException(
                $"{cluster} has services that Fridge didn't make: {string.Join(", ", foreign)}. Nothing was changed.",
                "Give the cluster another name in its file; or, if nobody needs them, remove them by hand and run the same command again.");
        }
    }
}
