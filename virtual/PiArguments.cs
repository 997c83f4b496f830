using Fridge.Model;
using Fridge.Tooling.Host;

namespace Fridge.Virtual;

/// <summary>
/// The arguments of <c>docker create</c>. Without <c>--privileged</c>, which asks for capabilities that not every machine has and shows
/// the host's devices; instead what systemd and an engine need, by name.
/// </summary>
internal static class PiArguments
{
    /// <summary>Not needed, and refused where the machine itself lacks them; and SYS_TIME, since a Pi that keeps its clock would step this machine's.</summary>
    private static readonly string[] Withheld = ["SYS_RESOURCE", "SYS_MODULE", "SYS_TIME", "BPF", "PERFMON", "CHECKPOINT_RESTORE"];

    public static IEnumerable<string> Create(string cluster, Node node, string specHash, HostFacts host, VirtualSettings settings) =>
    [
        "create",
        "--label", Names.Label(Names.SpecLabel, specHash),
        .. Memory(node.Board.Ram, host.Engine),
        .. host.Capabilities.Except(Withheld).SelectMany(capability => new[] { "--cap-add", capability }),
        .. Asked(cluster, node, settings),
        settings.Image,
    ];

    /// <summary>All that decides what a Pi is, whatever machine it is made on: equal texts, equal Pis.</summary>
    public static IEnumerable<string> Identity(string cluster, Node node, VirtualSettings settings) =>
        [.. Asked(cluster, node, settings), settings.Image, $"memory={node.Board.Ram.Bytes}", .. Withheld.Select(capability => $"without={capability}")];

    private static IEnumerable<string> Asked(string cluster, Node node, VirtualSettings settings) =>
    [
        "--name", Names.Container(cluster, node.Name),
        "--hostname", node.Name,
        "--label", Names.Label(Names.ClusterLabel, cluster),
        "--label", Names.Label(Names.NodeLabel, node.Name),
        "--network", Names.Network(cluster),
        "--ip", node.Address,
        "--cgroupns=private",
        "--security-opt", "seccomp=unconfined",
        "--security-opt", "apparmor=unconfined",
        "--security-opt", "systempaths=unconfined",
        "--device-cgroup-rule", "a *:* rwm",
        "--tmpfs", "/run",
        "--tmpfs", "/run/lock",
        "--tmpfs", "/tmp:exec",
        "--env", $"FRIDGE_DISK_BYTES={settings.DiskBytes}",
        "--mount", $"type=volume,source={Names.Volume(cluster, node.Name)},target=/var/lib/fridge-disk,volume-label={Names.Label(Names.ClusterLabel, cluster)}",
    ];

    /// <summary>Where the kernel doesn't account for memory or swap, asking for a limit is an error or a warning.</summary>
    private static IEnumerable<string> Memory(MemorySize ram, HostEngine? engine)
    {
        if (engine is not { MemoryLimit: false })
            yield return $"--memory={ram.Bytes}";
        if (engine is not { MemoryLimit: false } and not { SwapLimit: false })
            yield return $"--memory-swap={ram.Bytes}";
    }
}
