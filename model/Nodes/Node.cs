using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Fridge.Model;

/// <summary>One machine of the cluster, after hostlists are expanded and defaults are filled in.</summary>
public sealed record Node
{
    public required string Name { get; init; }

    /// <summary>An IP address or a DNS name, as ssh reaches it.</summary>
    public required string Address { get; init; }

    public required Board Board { get; init; }

    public required OperatingSystem Os { get; init; }

    public ImmutableArray<NodeRole> Roles { get; init; } = [NodeRole.Worker];

    /// <summary>The host key that must be met, as <c>ssh-ed25519 AAAA…</c>; null: asked or taken by the rules of trust.</summary>
    public string? HostKey { get; init; }

    /// <summary>The cluster's ssh settings with the node's own on top.</summary>
    public required SshSettings Ssh { get; init; }

    /// <summary>The architecture of its userland, which decides the images; never the kernel's.</summary>
    [JsonIgnore]
    public NodeArchitecture Architecture => Os.Architecture;
}

/// <summary>What a node does: a manager of the swarm, or a node of Kubernetes' control plane. It runs no TaskManager unless it is a worker too.</summary>
public enum NodeRole
{
    Manager,
    Worker,
}

/// <summary>A Raspberry Pi model: what its RAM is and what it can run. <see cref="Boards"/> has them all.</summary>
/// <param name="Id">Its name in the cluster file.</param>
/// <param name="Ram">What is soldered on; the firmware keeps a share of it.</param>
public sealed record Board(string Id, string Model, MemorySize Ram, BoardIsa Isa)
{
    /// <summary>Where the figures are from.</summary>
    public string Source { get; init; } = "";

    /// <summary>The RAM is what the kernel counts, so that the firmware's share is no part of it.</summary>
    public bool IsCountedByKernel { get; init; }
}

public enum BoardIsa
{
    Armv6,
    Armv7,
    Arm64,

    /// <summary>A PC, for clusters that need no emulation.</summary>
    X64,
}

/// <summary>An operating system release with its userland, such as <c>bookworm-armhf</c>. <see cref="OperatingSystems"/> has them all.</summary>
public sealed record OperatingSystem(string Id, string Release, NodeArchitecture Architecture)
{
    /// <summary>Where it is said that this release exists for this architecture.</summary>
    public string Source { get; init; } = "";
}

/// <summary>A userland architecture; <see cref="NodeArchitectures"/> has its names in Debian's and OCI's words.</summary>
public enum NodeArchitecture
{
    Armv7,
    Arm64,
    Amd64,
}

public static class NodeArchitectures
{
    /// <summary>OCI's platform: <c>linux/arm/v7</c>.</summary>
    public static string OciPlatform(this NodeArchitecture architecture) => architecture switch
    {
        NodeArchitecture.Armv7 => "linux/arm/v7",
        NodeArchitecture.Arm64 => "linux/arm64",
        NodeArchitecture.Amd64 => "linux/amd64",
        _ => throw new ArgumentOutOfRangeException(nameof(architecture), architecture, null),
    };

    /// <summary>What <c>dpkg --print-architecture</c> says: <c>armhf</c>.</summary>
    public static string DebianName(this NodeArchitecture architecture) => architecture switch
    {
        NodeArchitecture.Armv7 => "armhf",
        NodeArchitecture.Arm64 => "arm64",
        NodeArchitecture.Amd64 => "amd64",
        _ => throw new ArgumentOutOfRangeException(nameof(architecture), architecture, null),
    };

    /// <summary>As Kubernetes' own label <c>kubernetes.io/arch</c> has it, which is the kubelet's word: <c>arm</c>.</summary>
    public static string KubernetesName(this NodeArchitecture architecture) => architecture switch
    {
        NodeArchitecture.Armv7 => "arm",
        NodeArchitecture.Arm64 => "arm64",
        NodeArchitecture.Amd64 => "amd64",
        _ => throw new ArgumentOutOfRangeException(nameof(architecture), architecture, null),
    };

    /// <summary>The value of the placement label <c>fridge.arch</c>: <c>armv7</c>.</summary>
    public static string LabelValue(this NodeArchitecture architecture) => architecture switch
    {
        NodeArchitecture.Armv7 => "armv7",
        NodeArchitecture.Arm64 => "arm64",
        NodeArchitecture.Amd64 => "amd64",
        _ => throw new ArgumentOutOfRangeException(nameof(architecture), architecture, null),
    };
}
