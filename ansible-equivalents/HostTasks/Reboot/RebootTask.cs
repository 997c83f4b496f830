using Fridge.Provisioning.Changes;
using Fridge.Provisioning.Facts;

namespace Fridge.Provisioning.HostTasks.Reboot;

/// <summary>
/// A node whose running kernel has lost its modules to an upgrade can't load what overlay networks need (vxlan, br_netfilter):
/// it is rebooted into the new one before a swarm stands on it.
/// </summary>
public sealed class RebootTask : IHostTask
{
    /// <summary>Whether modules of other kernels lie there, but not the running one's. A node without any modules has them built in.</summary>
    private static readonly Fact<bool> ModulesGone = new("modules_gone", """
        [ -d /lib/modules ] && [ -n "$(ls /lib/modules)" ] && [ ! -d "/lib/modules/$(uname -r)" ]
        """, text => text.Status == 0);

    /// <summary>Changes with every boot.</summary>
    public static readonly Fact<string> BootId = new("boot_id", "cat /proc/sys/kernel/random/boot_id", text => text.FirstLine);

    public string Name => "reboot";

    public IEnumerable<Fact> Facts => [ModulesGone, BootId];

    public IEnumerable<Finding> Examine(NodeView node)
    {
        if (node.Read(ModulesGone))
            yield return new ShellChange(Name, node.Name,
                $"reboot (kernel {node.Facts.Kernel} was upgraded and lost its modules)", "", "systemctl --no-block reboot\n");
    }
}
