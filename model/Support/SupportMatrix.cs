using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Fridge.Model.Declared;

namespace Fridge.Model;

/// <summary>Board × operating system × Flink: what cannot work, as data with a source for each row. Said when the cluster file is read.</summary>
internal static partial class SupportMatrix
{
    private const string Pi5Os = "raspberrypi.com: Raspberry Pi OS release notes 2023-10-10 (bookworm brings support for Raspberry Pi 5)";

    public static readonly ImmutableArray<NodeRule> Nodes =
    [
        new("armv6",
            (board, _) => board.Isa == BoardIsa.Armv6,
            "its core is ARMv6, and images for linux/arm/v7, Debian's armhf and Docker's armhf packages need ARMv7",
            "a Pi 2 or later, or a Zero 2 W",
            "docs.docker.com/engine/release-notes/29; Debian's ArmHardFloatPort: ARMv7 with VFPv3-D16"),
        new("arm64-userland",
            (board, os) => board.Isa == BoardIsa.Armv7 && os.Architecture == NodeArchitecture.Arm64,
            "its core is 32-bit and cannot run an arm64 userland",
            "the armhf image of the same release",
            "raspberrypi.com/documentation/computers/processors.html (BCM2836: Cortex-A7)"),
        new("pi5-bullseye",
            (board, os) => IsPi5(board) && os.Release is ("bullseye" or "jammy"),
            "the release is older than the board and does not boot on it",
            "bookworm or trixie, or Ubuntu 24.04",
            Pi5Os),
        new("arm-on-pc",
            (board, os) => board.Isa == BoardIsa.X64 && os.Architecture != NodeArchitecture.Amd64,
            "a PC does not run an ARM operating system",
            "bookworm-amd64, or a Pi as the board (under 'virtual:' its userland is emulated)",
            "instruction sets"),
        new("pc-on-arm",
            (board, os) => board.Isa != BoardIsa.X64 && os.Architecture == NodeArchitecture.Amd64,
            "a Pi does not run an amd64 operating system",
            "an armhf or arm64 one",
            "instruction sets"),
    ];

    public static readonly ImmutableArray<ConfigRule> Configs =
    [
        new("rocksdb-arm32",
            cluster => HasArm32(cluster) ? StateBackend.RocksDbKey(cluster.Flink.Config) : null,
            "RocksDB has no library for 32-bit ARM: Flink's frocksdbjni holds one for IA-32, which the loader takes there and cannot load",
            "state.backend.type: hashmap, or arm64 workers",
            "facebook/rocksdb#4276, #9096; ververica/frocksdb FROCKSDB-RELEASE.md"),
        new("epoll-arm32",
            cluster => HasArm32(cluster) ? Value(cluster, "taskmanager.network.netty.transport", "epoll") : null,
            "flink-shaded-netty bundles epoll for x86_64 and aarch_64 only",
            "auto or nio",
            "apache/flink NettyShuffleEnvironmentOptions.TRANSPORT_TYPE; flink-shaded-netty's natives"),
        new("managed-arm32",
            cluster => HasArm32(cluster) ? NotZero(cluster, "taskmanager.memory.managed.size") ?? NotZero(cluster, "taskmanager.memory.managed.fraction") : null,
            "managed memory serves RocksDB, batch operators and Python, none of which a streaming job on 32-bit ARM has",
            "leaving it out (Fridge sets 0) gives its share to the heap",
            "nightlies.apache.org/flink/flink-docs-release-1.20/docs/deployment/memory/mem_setup_tm")
        { IsWarning = true },
        new("s3-plug-in",
            cluster => cluster.S3 is null ? cluster.Flink.Config.FirstOrDefault(option => InBucket().IsMatch(option.Value)).Key : null,
            "Flink's image has a file system for S3 only where the cluster file says which bucket state is kept in",
            "state: {s3: {endpoint, bucket, credentials}}, or services: {objectStore: {}}",
            "images/flink/jars.lock")
        { IsWarning = true },
    ];

    public static readonly ImmutableArray<KubernetesRule> Kubernetes =
    [
        new("kubeadm-armv7",
            KubernetesKeys.Version,
            cluster => cluster.Orchestrator == Orchestrator.Kubeadm && cluster.Kubernetes!.Version.IsAtLeast(27) && FirstArm32(cluster) is not null,
            cluster => $"Kubernetes {cluster.Kubernetes!.Version} by kubeadm on {FirstArm32(cluster)!.Name} ({FirstArm32(cluster)!.Os.Id})",
            "Kubernetes publishes nothing for 32-bit ARM since 1.27",
            "1.26.15, orchestrator: k3s, or a 64-bit system",
            "kubernetes CHANGELOG-1.27 (#115742: linux/arm will not ship in Kubernetes 1.27)"),
        new("dockershim",
            KubernetesKeys.Runtime,
            cluster => cluster.Orchestrator == Orchestrator.Kubeadm && cluster.Kubernetes is { Runtime: ContainerRuntime.Docker, Version.HasDockershim: false },
            cluster => $"runtime: docker with Kubernetes {cluster.Kubernetes!.Version}",
            "1.24 removed dockershim, through which the kubelet spoke to Docker's engine",
            "runtime: containerd, or a version below 1.24",
            "kubernetes.io/blog/2022/02/17/dockershim-faq"),
        new("k3s-runtime",
            KubernetesKeys.Runtime,
            cluster => cluster is { Orchestrator: Orchestrator.K3s, Kubernetes.Runtime: ContainerRuntime.Docker },
            _ => "runtime: docker with k3s",
            "k3s contains its own containerd, and Docker's engine beside it would take as much memory again",
            "runtime: auto",
            "docs.k3s.io/advanced"),
        new("k3s-token",
            KubernetesKeys.Version,
            cluster => cluster.Orchestrator == Orchestrator.K3s && !JoinsByShortTokens(cluster.Kubernetes!.Version),
            cluster => $"k3s {cluster.Kubernetes!.Version}",
            "a node joins it by a token that never ends and that makes whoever has it an administrator; since 1.23.17, 1.24.11, 1.25.7 and 1.26.2 k3s gives tokens of minutes",
            "1.26.15, or any later release",
            "docs.k3s.io/cli/token (k3s-io/k3s#6663)"),
    ];

    private static bool JoinsByShortTokens(KubernetesVersion version) => version.Minor switch
    {
        23 => version.Patch >= 17,
        24 => version.Patch >= 11,
        25 => version.Patch >= 7,
        26 => version.Patch >= 2,
        var minor => minor > 26,
    };

    private static Node? FirstArm32(Cluster cluster) => cluster.Nodes.FirstOrDefault(node => node.Architecture == NodeArchitecture.Armv7);

    private static bool IsPi5(Board board) => board.Id.StartsWith("pi5", StringComparison.Ordinal) || board.Id.StartsWith("cm5", StringComparison.Ordinal);

    private static bool HasArm32(Cluster cluster) => cluster.Workers.Any(node => node.Architecture == NodeArchitecture.Armv7);

    private static string? Value(Cluster cluster, string key, string value) =>
        string.Equals(cluster.Flink.Config.GetValueOrDefault(key), value, StringComparison.OrdinalIgnoreCase) ? key : null;

    private static string? NotZero(Cluster cluster, string key) =>
        cluster.Flink.Config.TryGetValue(key, out var value) && value.Any(character => character is >= '1' and <= '9') ? key : null;

    [GeneratedRegex("^s3[an]?://")]
    private static partial Regex InBucket();
}
