using Fridge.Provisioning.Changes;
using Fridge.Provisioning.Facts;

namespace Fridge.Provisioning.HostTasks.Reboot;

/// <summary>Reboots a node for what other tasks found to need it, before a cluster stands on it.</summary>
internal sealed class RebootTask : IFollowUpTask
{
    /// <summary>Changes with every boot.</summary>
    public static readonly Fact<string> BootId = FileFacts.Of("boot_id", BootIdFile, text => text.FirstLine);

    public const string BootIdFile = "/proc/sys/kernel/random/boot_id";

    public string Name => "reboot";

    public HostTaskSettings Settings { get; } = new("reboot", "Reboots nodes that need it, one after another. Off: Provision says which nodes need it.");

    public IEnumerable<Fact> Facts => [BootId, EngineFacts.Containers];

    public IEnumerable<Finding> FollowUp(NodeView node, IReadOnlyCollection<Finding> found)
    {
        if (Reasons(found) is { Length: > 0 } reasons) yield return new RebootNode(Name, node.Name, reasons, EngineFacts.Ends(node));
    }

    public IEnumerable<Finding> WhenOff(NodeView node, IReadOnlyCollection<Finding> found)
    {
        if (Reasons(found) is { Length: > 0 } reasons)
            yield return new Remark(Name, node.Name, $"{node.Name} needs a reboot ({reasons}), and {Settings.Section.Path} is off there; on the node: sudo reboot");
    }

    private static string Reasons(IEnumerable<Finding> found) =>
        string.Join("; ", found.OfType<RebootNeeded>().Select(need => need.Because).Distinct());
}

/// <param name="Because">For the plan.</param>
/// <param name="Ends">What it ends, for the plan.</param>
internal sealed record RebootNode(string Source, string Node, string Because, string Ends) : Change(Source, Node, $"reboot ({Because}; {Ends})", "");
