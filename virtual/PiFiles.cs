using System.Collections.Immutable;
using Fridge.Model;

namespace Fridge.Virtual;

/// <summary>What makes a container look like its board: local facts, which win over what is probed, and a boot partition.</summary>
internal static class PiFiles
{
    /// <summary>Raspberry Pi OS mounts its boot partition there since bookworm; at /boot before.</summary>
    public static string BootFolder(Model.OperatingSystem os) =>
        os.Release is "buster" or "bullseye" ? "/boot" : "/boot/firmware";

    public static ImmutableArray<PiFile> For(Cluster cluster, Node node)
    {
        var boot = BootFolder(node.Os);
        return
        [
            new(WellKnown.LocalFacts, Facts(node, boot)),
            new($"{boot}/cmdline.txt", CommandLine),
            new($"{boot}/config.txt", Config(node)),
            .. PiRuntime.FilesFor(cluster),
            .. cluster.StateFolder is { } state ? new[] { new PiFile("/etc/tmpfiles.d/share.conf", OfFlink(state)) } : [],
        ];
    }

    /// <summary>The 32-bit system calls itself raspbian in os-release, the 64-bit one debian.</summary>
    private static string Facts(Node node, string boot) => string.Concat(
        $"architecture={node.Architecture.DebianName()}\n",
        $"model={node.Board.Model}\n",
        $"memory={node.Board.Ram.Bytes}\n",
        $"os={(node.Architecture == NodeArchitecture.Armv7 ? "raspbian" : "debian")}\n",
        $"release={node.Os.Release}\n",
        $"boot={boot}\n");

    /// <summary>One line, as the firmware wants it; the root partition's id is that of no card.</summary>
    private const string CommandLine =
        "console=serial0,115200 console=tty1 root=PARTUUID=00000000-02 rootfstype=ext4 fsck.repair=yes rootwait\n";

    /// <summary>What the file server's owner does on a real shelf: the folder that all nodes have is Flink's.</summary>
    private static string OfFlink(SharedFolder folder) => $"z {folder.Path} 0755 {WellKnown.FlinkUser} {WellKnown.FlinkUser}\n";

    private static string Config(Node node) => string.Concat(
        "# For more options and information see http://rptl.io/configtxt\n",
        "dtparam=audio=on\n",
        "auto_initramfs=1\n",
        $"arm_64bit={(node.Architecture == NodeArchitecture.Arm64 ? 1 : 0)}\n",
        "\n[all]\n");
}
