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

    private const string PassedOn = "its engine gives it to containers, as any engine does";

    public static readonly ImmutableArray<PiNeed> Table =
    [
        .. Capabilities(PassedOn, "AUDIT_WRITE", "CHOWN", "DAC_OVERRIDE", "FOWNER", "FSETID", "KILL", "MKNOD", "NET_BIND_SERVICE", "NET_RAW", "SETFCAP", "SETGID", "SETPCAP", "SETUID", "SYS_CHROOT"),
        .. Capabilities("bridges, VXLAN, iptables, in the Pi's own network", "NET_ADMIN"),
        .. Capabilities("mounts, namespaces and cgroups of systemd and of containers", "SYS_ADMIN"),
        .. Capabilities("its engine joins namespaces of containers that run as another user; other processes of this machine aren't seen", "SYS_PTRACE"),
        new(PiNeedKind.Device, "c 10:237 rwm", PiNeed.Every, "/dev/loop-control: makes the Pi's own loop device"),
        new(PiNeedKind.Device, $"b 7:{OwnLoop} rwm", PiNeed.Every, "that one loop device, with a number made of the Pi's address: the disk of its engine"),
        new(PiNeedKind.Folder, Names.DiskFolder, PiNeed.Every, "the image file of that disk, kept when the Pi is made anew"),
        new(PiNeedKind.Capability, "SYSLOG", PiNeed.Kubernetes, "a kubelet reads the kernel's log for processes that ran out of memory"),
        new(PiNeedKind.Device, "c 1:11 r", PiNeed.Kubernetes, "/dev/kmsg, for the same"),
        new(PiNeedKind.Folder, "/var/lib/kubelet", PiNeed.Kubernetes, "pods' volumes, which can't lie on the container's own layers"),
        new(PiNeedKind.Folder, "/var/lib/etcd", PiNeed.Kubernetes, "the control plane's store"),
    ];

    public static ImmutableArray<PiNeed> Of(Orchestrator orchestrator) => orchestrator switch
    {
        Orchestrator.Swarm => For(PiNeed.Every),
        _ => throw new ArgumentOutOfRangeException(nameof(orchestrator), orchestrator, "No needs are declared for it."),
    };

    /// <param name="orchestrators">Beside what every Pi is given.</param>
    internal static ImmutableArray<PiNeed> For(params string[] orchestrators) =>
        [.. Table.Where(need => need.Where == PiNeed.Every || orchestrators.Contains(need.Where))];

    private static IEnumerable<PiNeed> Capabilities(string why, params string[] names) =>
        names.Select(name => new PiNeed(PiNeedKind.Capability, name, PiNeed.Every, why));
}
