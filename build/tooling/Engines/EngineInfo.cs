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

    public ImmutableArray<ImmutableArray<string>>? DriverStatus { get; init; }

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
        output.TrimStart().StartsWith('{') && JsonSerializer.Deserialize<EngineInfo>(output) is { ServerVersion.Length: > 0 } info ? info : null;
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
}

public sealed record SwarmPeer(string NodeID, string Addr);

public sealed record SwarmClusterInfo
{
    public string ID { get; init; } = "";

    public ImmutableArray<string>? DefaultAddrPool { get; init; }

    public SwarmClusterSpec Spec { get; init; } = new();
}

public sealed record SwarmClusterSpec
{
    public SwarmCa CAConfig { get; init; } = new();

    public SwarmEncryption? EncryptionConfig { get; init; }
}

public sealed record SwarmCa
{
    /// <summary>Nanoseconds.</summary>
    public long NodeCertExpiry { get; init; }
}

/// <param name="AutoLockManagers">A manager that restarts waits for a person to unlock it.</param>
public sealed record SwarmEncryption(bool AutoLockManagers);
