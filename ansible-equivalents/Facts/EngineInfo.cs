using System.Collections.Immutable;

namespace Fridge.Provisioning.Facts;

/// <summary>The part of the engine's <c>/info</c> that converging needs; names are the engine's.</summary>
public sealed record EngineInfo
{
    public string? ServerVersion { get; init; }

    public bool LiveRestoreEnabled { get; init; }

    public bool MemoryLimit { get; init; }

    public SwarmInfo Swarm { get; init; } = new();
}

public sealed record SwarmInfo
{
    public string NodeID { get; init; } = "";

    public string NodeAddr { get; init; } = "";

    /// <summary><c>inactive</c>, <c>pending</c>, <c>active</c>, <c>error</c>, <c>locked</c>.</summary>
    public string LocalNodeState { get; init; } = "inactive";

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
    public SwarmCertificates CAConfig { get; init; } = new();
}

public sealed record SwarmCertificates
{
    /// <summary>Nanoseconds.</summary>
    public long NodeCertExpiry { get; init; }
}

/// <summary>A node as the swarm's managers know it.</summary>
public sealed record SwarmNode
{
    public string ID { get; init; } = "";

    public SwarmNodeSpec Spec { get; init; } = new();

    public SwarmNodeDescription Description { get; init; } = new();

    public SwarmNodeStatus Status { get; init; } = new();
}

public sealed record SwarmNodeSpec
{
    /// <summary><c>manager</c> or <c>worker</c>.</summary>
    public string Role { get; init; } = "";

    public ImmutableDictionary<string, string>? Labels { get; init; }
}

public sealed record SwarmNodeDescription
{
    public string Hostname { get; init; } = "";
}

public sealed record SwarmNodeStatus
{
    /// <summary><c>ready</c>, <c>down</c>, <c>unknown</c>, <c>disconnected</c>.</summary>
    public string State { get; init; } = "";

    public string Addr { get; init; } = "";
}
