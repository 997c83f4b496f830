using Fridge.Model;
using Fridge.Tooling.Host;
using Fridge.Virtual.Needs;

namespace Fridge.Virtual;

/// <summary>
/// The arguments of <c>docker create</c>. Without <c>--privileged</c>, which asks for capabilities that not every machine has and shows
/// the host's devices; instead what <see cref="PiNeeds"/> lists. The engine's masks and read-only folders of /proc and /sys stay.
/// </summary>
internal static class PiArguments
{
    /// <summary>The <c>--security-opt</c> names a file that the command line reads: it is fed.</summary>
    private const string FedProfile = "seccomp=/dev/stdin";

    public static IEnumerable<string> Create(Cluster cluster, Node node, string specHash, HostFacts host, VirtualSettings settings) =>
    [
        "create",
        "--label", VirtualNames.Label(VirtualNames.SpecLabel, specHash),
        "--label", VirtualNames.Label(VirtualNames.FileLabel, settings.Owner.File),
        .. Memory(node.Board.Ram, host.Engine),
        .. Needed(cluster, PiNeedKind.Capability).Intersect(host.Capabilities).SelectMany(capability => new[] { "--cap-add", capability }),
        .. Asked(cluster, node, settings),
        settings.Image,
    ];

    /// <summary>All that decides what a Pi is, whatever machine it is made on: equal texts, equal Pis.</summary>
    public static IEnumerable<string> Identity(Cluster cluster, Node node, VirtualSettings settings) =>
    [
        .. Asked(cluster, node, settings),
        settings.Image,
        $"memory={node.Board.Ram.Bytes}",
        .. Needed(cluster, PiNeedKind.Capability).Select(capability => $"capability={capability}"),
        SeccompProfile.Text(cgroupVersion: 1),
        SeccompProfile.Text(cgroupVersion: 2),
    ];

    private static IEnumerable<string> Asked(Cluster cluster, Node node, VirtualSettings settings) =>
    [
        "--name", VirtualNames.Container(cluster.Name, node.Name),
        "--hostname", node.Name,
        "--label", VirtualNames.Label(VirtualNames.ClusterLabel, cluster.Name),
        "--label", VirtualNames.Label(VirtualNames.NodeLabel, node.Name),
        "--network", VirtualNames.Network(cluster.Name),
        "--ip", node.Address,
        "--cgroupns=private",
        "--cap-drop", "ALL",
        .. Needed(cluster, PiNeedKind.Option).DefaultIfEmpty(FedProfile).SelectMany(option => new[] { "--security-opt", option }),
        "--security-opt", "apparmor=unconfined",
        .. Needed(cluster, PiNeedKind.Device).SelectMany(rule => new[] { "--device-cgroup-rule", rule.Replace(PiNeeds.OwnLoop, Loop(node)) }),
        "--tmpfs", "/run",
        "--tmpfs", "/run/lock",
        "--tmpfs", "/tmp:exec",
        "--env", $"FRIDGE_DISK_BYTES={settings.DiskBytes}",
        "--env", $"FRIDGE_LOOP={Loop(node)}",
        .. Needed(cluster, PiNeedKind.Kept).ToList() is { Count: > 0 } kept ? new[] { "--env", $"FRIDGE_KEEPS={string.Join(' ', kept)}" } : [],
        .. Needed(cluster, PiNeedKind.Folder).SelectMany(folder => new[] { "--mount", Volume(cluster.Name, VirtualNames.Volume(cluster.Name, node.Name, folder), folder) }),
        .. cluster.StateFolder is { } state ? new[] { "--mount", Volume(cluster.Name, VirtualNames.Share(cluster.Name), state.Path) } : [],
    ];

    private static IEnumerable<string> Needed(Cluster cluster, PiNeedKind kind) =>
        PiNeeds.Of(cluster.Orchestrator).Where(need => need.Kind == kind).Select(need => need.What);

    private static string Loop(Node node) => $"{PiLoop.NumberOf(node.Address)}";

    private static string Volume(string cluster, string name, string folder) =>
        $"type=volume,source={name},target={folder},volume-label={VirtualNames.Label(VirtualNames.ClusterLabel, cluster)}";

    /// <summary>Where the kernel doesn't account for memory or swap, asking for a limit is an error or a warning.</summary>
    private static IEnumerable<string> Memory(MemorySize ram, HostEngine? engine)
    {
        if (engine is not { MemoryLimit: false })
            yield return $"--memory={ram.Bytes}";
        if (engine is not { MemoryLimit: false } and not { SwapLimit: false })
            yield return $"--memory-swap={ram.Bytes}";
    }
}
