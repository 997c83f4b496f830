using System.Collections.Immutable;
using Fridge.Model;

namespace Fridge.Virtual.Needs;

/// <summary>
/// The one table of what a virtual Pi is given of this machine. The launcher asks for this and nothing else, and
/// <c>docs/virtual-fridge.md</c> shows it. A capability that the machine itself lacks isn't asked for: the engine would refuse it.
/// </summary>
internal static class PiNeeds
{
    /// <summary>In a device's rule: the number of the Pi's own loop device, <see cref="PiLoop"/>.</summary>
    public const string OwnLoop = "LOOP";

    private const string PrivilegedPods = "a privileged pod, as kube-proxy is, is given all that its node has: such a Pi is root on this machine";
    private const string PassedOn = "its engine gives it to containers, as any engine does";

    public static readonly ImmutableArray<PiNeed> Table =
    [
        .. Capabilities(PassedOn, "AUDIT_WRITE", "CHOWN", "DAC_OVERRIDE", "FOWNER", "FSETID", "KILL", "MKNOD", "NET_BIND_SERVICE", "NET_RAW", "SETFCAP", "SETGID", "SETPCAP", "SETUID", "SYS_CHROOT"),
        .. Capabilities("bridges, VXLAN, iptables, in the Pi's own network", "NET_ADMIN"),
        .. Capabilities("mounts, namespaces and cgroups of systemd and of containers", "SYS_ADMIN"),
        .. Capabilities("its engine joins namespaces of containers that run as another user; other processes of this machine aren't seen", "SYS_PTRACE"),
        new(PiNeedKind.Device, "c 10:237 rwm", PiNeed.Every, "/dev/loop-control: makes the Pi's own loop device"),
        new(PiNeedKind.Device, $"b 7:{OwnLoop} rwm", PiNeed.Every, "that one loop device, with a number made of the Pi's address: the disk of its engine"),
        new(PiNeedKind.Folder, VirtualNames.DiskFolder, PiNeed.Every, "the image file of that disk, kept when the Pi is made again"),
        .. Rights(PiNeedKind.Capability, PiNeed.Kubernetes, PrivilegedPods, "AUDIT_CONTROL", "AUDIT_READ", "BLOCK_SUSPEND", "DAC_READ_SEARCH", "IPC_LOCK", "IPC_OWNER", "LEASE", "LINUX_IMMUTABLE", "MAC_ADMIN", "MAC_OVERRIDE", "NET_BROADCAST", "SYSLOG", "SYS_BOOT", "SYS_NICE", "SYS_PACCT", "SYS_RAWIO", "SYS_TTY_CONFIG", "WAKE_ALARM"),
        .. Rights(PiNeedKind.Device, PiNeed.Kubernetes, PrivilegedPods, "a *:* rwm"),
        .. Rights(PiNeedKind.Kept, PiNeed.Kubernetes, "a kubelet and its control plane need file systems that aren't a container's layer", "/etc/kubernetes", "/var/lib/etcd", "/var/lib/kubelet"),
        .. Rights(PiNeedKind.Option, PiNeed.Kubernetes, "a kubelet writes settings of the kernel", "seccomp=unconfined", "systempaths=unconfined"),
    ];

    public static ImmutableArray<PiNeed> Of(Orchestrator orchestrator) => orchestrator == Orchestrator.Swarm ? For() : For(PiNeed.Kubernetes);

    /// <param name="orchestrators">Beside what every Pi is given.</param>
    internal static ImmutableArray<PiNeed> For(params string[] orchestrators) =>
        [.. Table.Where(need => need.Where == PiNeed.Every || orchestrators.Contains(need.Where))];

    private static IEnumerable<PiNeed> Capabilities(string why, params string[] names) =>
        Rights(PiNeedKind.Capability, PiNeed.Every, why, names);

    private static IEnumerable<PiNeed> Rights(PiNeedKind kind, string where, string why, params string[] names) =>
        names.Select(name => new PiNeed(kind, name, where, why));
}
