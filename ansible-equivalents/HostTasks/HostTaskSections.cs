using System.Collections.Immutable;
using Fridge.Model;

namespace Fridge.Provisioning.HostTasks;

/// <summary>What this room reads of the cluster file: the host tasks' mappings under <c>hosts:</c>.</summary>
public static class HostTaskSections
{
    public static ImmutableArray<ClusterSection> All { get; } =
        [.. HostTaskList.All.Select(task => task.Settings).OfType<HostTaskSettings>().Select(settings => settings.Section)];
}
