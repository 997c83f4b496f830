using Fridge.Provisioning.Changes;
using Fridge.Provisioning.Facts;

namespace Fridge.Provisioning.HostTasks.Reboot;

/// <summary>Reboots a node for what other tasks found to need it, before a cluster stands on it.</summary>
public sealed class RebootTask : IFollowUpTask
{
    /// <summary>Changes with every boot.</summary>
    public static readonly Fact<string> BootId = new("boot_id", "cat /proc/sys/kernel/random/boot_id", text => text.FirstLine);

    public string Name => "reboot";

    public IEnumerable<Fact> Facts => [BootId];

    public IEnumerable<Finding> FollowUp(NodeView node, IReadOnlyCollection<Finding> found)
    {
        var reasons = found.OfType<RebootNeeded>().Select(need => need.Because).Distinct().ToList();
        if (reasons.Count > 0) yield return new RebootNode(Name, node.Name, string.Join("; ", reasons));
    }
}

/// <param name="Because">For the plan.</param>
public sealed record RebootNode(string Source, string Node, string Because) : Change(Source, Node, $"reboot ({Because})", "");
