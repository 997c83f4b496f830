using System.Collections.Immutable;
using System.Text.Json;

namespace Fridge.Tooling.Engines;

/// <summary>The part of an engine's <c>/info</c> that Fridge reads, of this machine's engine and of the nodes'; names are the engine's.</summary>
public sealed record EngineInfo
{
    /// <summary>Such as <c>20.10.24+dfsg1</c>.</summary>
    public string ServerVersion { get; init; } = "";

    public string? OperatingSystem { get; init; }

    public string? DockerRootDir { get; init; }

    /// <summary><c>1</c> or <c>2</c>.</summary>
    public string? CgroupVersion { get; init; }

    /// <summary><c>cgroupfs</c> or <c>systemd</c>: who makes its containers' groups.</summary>
    public string? CgroupDriver { get; init; }

    /// <summary>Names and values in turn.</summary>
    public ImmutableArray<string>? DriverStatus { get; init; }

    public ImmutableArray<string>? SecurityOptions { get; init; }

    /// <summary>How it stores images: <c>overlay2</c>.</summary>
    public string? Driver { get; init; }

    public string? LoggingDriver { get; init; }

    /// <summary>Null: it doesn't say.</summary>
    public bool? IPv4Forwarding { get; init; }

    /// <summary>Null: an engine before 28, which has iptables alone.</summary>
    public EngineFirewall? FirewallBackend { get; init; }

    public string? HttpsProxy { get; init; }

    public string? NoProxy { get; init; }

    public bool LiveRestoreEnabled { get; init; }

    public bool MemoryLimit { get; init; }

    public bool SwapLimit { get; init; }

    public SwarmInfo Swarm { get; init; } = new();

    /// <param name="output">Of <c>docker info --format '{{json .}}'</c>.</param>
    /// <returns>Null when no server answered: the client prints its own half all the same, or only an error.</returns>
    /// <exception cref="JsonException">It is no document of an engine.</exception>
    public static EngineInfo? Parse(string output) =>
        output.TrimStart().StartsWith('{') && EngineObject.Parse(output) is var info && info.Text(nameof(ServerVersion)) is { Length: > 0 } version ? Of(info, version) : null;

    private static EngineInfo Of(EngineObject info, string version) => new()
    {
        ServerVersion = version,
        OperatingSystem = info.Text(nameof(OperatingSystem)),
        DockerRootDir = info.Text(nameof(DockerRootDir)),
        CgroupVersion = info.Text(nameof(CgroupVersion)),
        CgroupDriver = info.Text(nameof(CgroupDriver)),
        DriverStatus = info.Texts(nameof(DriverStatus)),
        SecurityOptions = info.Texts(nameof(SecurityOptions)),
        Driver = info.Text(nameof(Driver)),
        LoggingDriver = info.Text(nameof(LoggingDriver)),
        IPv4Forwarding = info.Flag(nameof(IPv4Forwarding)),
        FirewallBackend = info.Object(nameof(FirewallBackend)) is { } firewall ? new EngineFirewall(firewall.Text(nameof(EngineFirewall.Driver))) : null,
        HttpsProxy = info.Text(nameof(HttpsProxy)),
        NoProxy = info.Text(nameof(NoProxy)),
        LiveRestoreEnabled = info.Flag(nameof(LiveRestoreEnabled)) ?? false,
        MemoryLimit = info.Flag(nameof(MemoryLimit)) ?? false,
        SwapLimit = info.Flag(nameof(SwapLimit)) ?? false,
        Swarm = info.Object(nameof(Swarm)) is { } swarm ? SwarmInfo.Of(swarm) : new SwarmInfo(),
    };
}

/// <param name="Driver"><c>iptables</c>, <c>iptables+firewalld</c>, <c>nftables</c>.</param>
public sealed record EngineFirewall(string? Driver);

/// <summary>Its swarm, as the engine itself says.</summary>
public sealed record SwarmInfo
{
    public string NodeID { get; init; } = "";

    public string NodeAddr { get; init; } = "";

    /// <summary><c>inactive</c>, <c>pending</c>, <c>active</c>, <c>error</c>, <c>locked</c>.</summary>
    public string LocalNodeState { get; init; } = "inactive";

    public bool IsActive => LocalNodeState == "active";

    public bool ControlAvailable { get; init; }

    public string Error { get; init; } = "";

    public ImmutableArray<SwarmPeer>? RemoteManagers { get; init; }

    /// <summary>Known to managers only.</summary>
    public SwarmClusterInfo? Cluster { get; init; }

    internal static SwarmInfo Of(EngineObject swarm) => new()
    {
        NodeID = swarm.Text(nameof(NodeID)) ?? "",
        NodeAddr = swarm.Text(nameof(NodeAddr)) ?? "",
        LocalNodeState = swarm.Text(nameof(LocalNodeState)) ?? "inactive",
        ControlAvailable = swarm.Flag(nameof(ControlAvailable)) ?? false,
        Error = swarm.Text(nameof(Error)) ?? "",
        RemoteManagers = swarm.Objects(nameof(RemoteManagers), peer => new SwarmPeer(peer.Text(nameof(SwarmPeer.NodeID)) ?? "", peer.Text(nameof(SwarmPeer.Addr)) ?? "")),
        Cluster = swarm.Object(nameof(Cluster)) is { } cluster ? SwarmClusterInfo.Of(cluster) : null,
    };
}

public sealed record SwarmPeer(string NodeID, string Addr);

public sealed record SwarmClusterInfo
{
    public string ID { get; init; } = "";

    public ImmutableArray<string>? DefaultAddrPool { get; init; }

    public SwarmClusterSpec Spec { get; init; } = new();

    internal static SwarmClusterInfo Of(EngineObject cluster) => new()
    {
        ID = cluster.Text(nameof(ID)) ?? "",
        DefaultAddrPool = cluster.Texts(nameof(DefaultAddrPool)),
        Spec = cluster.Object(nameof(Spec)) is { } spec ? SwarmClusterSpec.Of(spec) : new SwarmClusterSpec(),
    };
}

public sealed record SwarmClusterSpec
{
    public SwarmCa CAConfig { get; init; } = new();

    public SwarmEncryption? EncryptionConfig { get; init; }

    internal static SwarmClusterSpec Of(EngineObject spec) => new()
    {
        CAConfig = new SwarmCa { NodeCertExpiry = spec.Object(nameof(CAConfig))?.Number(nameof(SwarmCa.NodeCertExpiry)) ?? 0 },
        EncryptionConfig = spec.Object(nameof(EncryptionConfig)) is { } encryption ? new SwarmEncryption(encryption.Flag(nameof(SwarmEncryption.AutoLockManagers)) ?? false) : null,
    };
}

public sealed record SwarmCa
{
    /// <summary>Nanoseconds.</summary>
    public long NodeCertExpiry { get; init; }
}

/// <param name="AutoLockManagers">A manager that restarts waits for a person to unlock it.</param>
public sealed record SwarmEncryption(bool AutoLockManagers);
