using Fridge.Model;

namespace Fridge.Rollout.Swarm;

/// <summary>The Engine API's filter for all that belongs to a stack.</summary>
internal static class StackFilter
{
    public static IDictionary<string, IDictionary<string, bool>> Of(string stack) => new Dictionary<string, IDictionary<string, bool>>
    {
        ["label"] = new Dictionary<string, bool> { [$"{WorkloadLabels.Stack}={stack}"] = true },
    };
}
