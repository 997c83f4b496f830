using Fridge.Model;
using Fridge.Provisioning.HostTasks;
using Fridge.Rollout.Gates;

namespace Fridge.Targets;

/// <summary>The keys of a cluster file as the front door knows them: the model's, and what each room brings. A room lists its own.</summary>
public static class KnownKeys
{
    public static ClusterKeys All { get; } = new([.. HostTaskSections.All, RolloutLimits.Section]);
}
