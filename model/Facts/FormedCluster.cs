using System.Collections.Immutable;

namespace Fridge.Model;

/// <summary>A cluster whose hosts are converged: one cluster of its orchestrator's, labels written from facts.</summary>
public sealed record FormedCluster
{
    public required ImmutableArray<FormedNode> Nodes { get; init; }

    /// <summary>The manager that commands go to.</summary>
    public required string Manager { get; init; }

    /// <summary>The PEM of the CA that signed the registry's certificate; public.</summary>
    public required string RegistryCa { get; init; }

    /// <summary>The PEM of the other certificates with which the registry starts; public.</summary>
    public string RegistryCertificates { get; init; } = "";

    /// <summary>The spec hash of the registry that runs on the manager; null: none runs.</summary>
    public string? RegistrySpec { get; init; }

    /// <summary>Whether a node's userland is of this architecture.</summary>
    public bool IsANodes(NodeArchitecture architecture) => Nodes.Any(node => node.Facts.DebianArchitecture == architecture.DebianName());
}

/// <param name="MemoryLimitsEnforced">False where the kernel has the memory cgroup off, as Raspberry Pi OS does by default.</param>
public sealed record FormedNode(string Name, NodeFacts Facts, bool MemoryLimitsEnforced);

/// <summary>What a node said about itself. Typed facts that a single role needs live with that role.</summary>
public sealed record NodeFacts
{
    public required string Hostname { get; init; }

    /// <summary><c>dpkg --print-architecture</c>, or the local facts file's: never <c>uname -m</c>.</summary>
    public required string DebianArchitecture { get; init; }

    /// <summary><c>uname -m</c>: the kernel's.</summary>
    public required string Machine { get; init; }

    public required string Kernel { get; init; }

    public required string Model { get; init; }

    public required long MemoryBytes { get; init; }

    public required string OsId { get; init; }

    public required string OsRelease { get; init; }

    /// <summary>Null: no engine answers.</summary>
    public string? EngineVersion { get; init; }

    /// <summary>Free bytes where the engine keeps its images.</summary>
    public required long EngineDiskFreeBytes { get; init; }

    public required bool MemoryCgroup { get; init; }

    /// <summary>The node's clock minus ours.</summary>
    public required TimeSpan ClockOffset { get; init; }
}

/// <summary>Names that more than one room uses.</summary>
public static class WellKnown
{
    /// <summary>The registry's name and port in every node's hosts file.</summary>
    public const string Registry = "registry.fridge:5000";

    /// <summary>The id, of user and group, that Flink's images run as.</summary>
    public const int FlinkUser = 9999;

    /// <summary>Placement label: <c>armv7</c>, <c>arm64</c>, <c>amd64</c>.</summary>
    public const string ArchitectureLabel = "fridge.arch";

    /// <summary>Placement label: the node's name in the cluster file.</summary>
    public const string NodeLabel = "fridge.node";

    /// <summary>Placement label: <c>true</c> on nodes that run TaskManagers.</summary>
    public const string WorkerLabel = "fridge.worker";

    /// <summary>Kubernetes' own: <see cref="NodeArchitectures.KubernetesName"/>.</summary>
    public const string KubernetesArchitectureLabel = "kubernetes.io/arch";

    /// <summary>Kept on a node across reboots.</summary>
    public const string NodeState = "/var/lib/fridge";

    /// <summary>An argument file that Provision writes from facts: the JVM profile <c>board</c> or <c>emulated</c> of this node; services bind-mount its folder.</summary>
    public const string JvmProfile = NodeState + "/jvm/profile.args";

    /// <summary>On a node until reboot.</summary>
    public const string NodeRuntime = "/run/fridge";

    /// <summary>Local facts of a node, <c>key=value</c> a line, which win over what is probed (Ansible's idea of the same name).</summary>
    public const string LocalFacts = "/etc/fridge/facts.d/board.fact";
}
