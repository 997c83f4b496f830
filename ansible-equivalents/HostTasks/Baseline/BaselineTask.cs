using System.Globalization;
using Fridge.Model;
using Fridge.Provisioning.Changes;
using Fridge.Provisioning.Facts;

namespace Fridge.Provisioning.HostTasks.Baseline;

/// <summary>What a person should know about a host and Fridge doesn't change: its userland, clock, name and kernel.</summary>
internal sealed class BaselineTask : IHostTask
{
    private static readonly TimeSpan ToleratedClockOffset = TimeSpan.FromMinutes(1);

    /// <summary>
    /// Whether modules of other kernels lie there, but not the running one's, which an upgrade replaced: it can't load what overlay
    /// networks need (vxlan, br_netfilter). A node without any modules has them built in.
    /// </summary>
    private static readonly Fact<bool> ModulesGone = new("modules_gone", """
        set -- /lib/modules/*
        [ -e "$1" ] && read -r release </proc/sys/kernel/osrelease && [ ! -d "/lib/modules/$release" ]
        """, text => text.Status == 0);

    public string Name => "baseline";

    public IEnumerable<Fact> Facts => [ModulesGone];

    public IEnumerable<Finding> Examine(NodeView node) =>
        [.. Userland(node), .. Clock(node), .. Hostname(node), .. MemoryLimits(node), .. Modules(node)];

    private IEnumerable<Finding> Userland(NodeView node)
    {
        var (found, asked) = (node.Facts.DebianArchitecture, node.Node.Architecture.DebianName());
        if (found != asked)
        {
            yield return new Refusal(Name, node.Name,
                $"{node.Name} has an {found} userland; {node.All.Cluster.SourceFile} says {node.Node.Os.Id} ({asked}).",
                $"Write the node's real operating system as its os:, or install {node.Node.Os.Id} on it.");
        }
    }

    private IEnumerable<Finding> Clock(NodeView node)
    {
        var offset = node.Facts.ClockOffset;
        if (offset.Duration() > ToleratedClockOffset)
        {
            yield return new Remark(Name, node.Name, string.Create(CultureInfo.InvariantCulture,
                $"the clock of {node.Name} is {offset.Duration():d\\.hh\\:mm\\:ss} {(offset < TimeSpan.Zero ? "behind" : "ahead of")} this machine's: certificates and logs will look wrong; on the node: timedatectl set-ntp true"));
        }
    }

    private IEnumerable<Finding> Hostname(NodeView node)
    {
        if (node.Facts.Hostname != node.Name)
        {
            yield return new Remark(Name, node.Name,
                $"{node.Name} calls itself {node.Facts.Hostname}: `docker node ls` will show that name (nodes are matched by their swarm id)");
        }
    }

    // Raspberry Pi's kernel has the memory cgroup compiled in and switched off: raspberrypi/linux#6980.
    private IEnumerable<Finding> MemoryLimits(NodeView node)
    {
        if (!node.Facts.MemoryCgroup)
        {
            yield return new Remark(Name, node.Name,
                $"memory limits are not enforced on {node.Name}: its kernel has the memory cgroup off. To switch it on, add cgroup_enable=memory "
                + $"to the one line of {NodeFactsReader.BootFolder(node.Readings)}/cmdline.txt and reboot");
        }
    }

    private IEnumerable<Finding> Modules(NodeView node)
    {
        if (node.Read(ModulesGone))
            yield return new RebootNeeded(Name, node.Name, $"kernel {node.Facts.Kernel} was upgraded and lost its modules");
    }
}
