using System.Collections.Immutable;

namespace Fridge.Tooling.Host;

/// <summary>What was found on this machine; read by <see cref="HostProbe"/>, decided on by <see cref="HostPlan"/>.</summary>
public sealed record HostFacts
{
    public required OsRelease Os { get; init; }

    public required HostRoot Root { get; init; }

    /// <summary>The user's login name; joins group docker when an engine is installed for him.</summary>
    public required string User { get; init; }

    /// <summary>The user's groups as the group database has them, whether or not this login holds them yet.</summary>
    public ImmutableArray<string> Groups { get; init; } = [];

    /// <summary>PID 1 is systemd.</summary>
    public bool Systemd { get; init; }

    /// <summary>Null: none answers. A docker command line without an engine behind it is not an engine.</summary>
    public HostEngine? Engine { get; init; }

    /// <summary>How its command line is called.</summary>
    public LocalDocker Docker => Engine?.Docker ?? new LocalDocker();

    /// <summary>An engine listens, and refuses this user.</summary>
    public bool EngineRefusesUser { get; init; }

    /// <summary>The kernel's cgroup version: 1 or 2.</summary>
    public int CgroupVersion { get; init; } = 2;

    /// <summary>Capabilities that PID 1 could give away, in Docker's spelling: <c>NET_ADMIN</c>.</summary>
    public ImmutableArray<string> Capabilities { get; init; } = [];

    public BinfmtFacts Binfmt { get; init; } = new(Mounted: false, ArmFlags: null);

    /// <summary>Programs of interest that were found, such as <c>dockerd</c>, <c>buildx</c>, <c>git</c>.</summary>
    public ImmutableSortedSet<string> Programs { get; init; } = [];

    /// <summary>A <c>daemon.json</c> is there already; it is never touched.</summary>
    public bool HasDaemonJson { get; init; }

    /// <summary>The files of apt's sources.</summary>
    public ImmutableArray<AptFile> AptSources { get; init; } = [];

    /// <summary>Bytes free where the engine keeps its data.</summary>
    public long DiskFree { get; init; }

    /// <summary>Bytes that programs may still take without swapping.</summary>
    public long MemoryAvailable { get; init; }

    /// <summary>IPv4 networks that this machine routes elsewhere than to its default gateway.</summary>
    public ImmutableArray<HostRoute> Routes { get; init; } = [];
}

/// <summary>How root is reached.</summary>
public enum HostRoot
{
    /// <summary>Neither root nor a sudo that would let this user.</summary>
    None,
    Root,

    /// <summary>sudo without a password.</summary>
    Sudo,

    /// <summary>sudo that asks for a password on the terminal.</summary>
    SudoWithPassword,
}

/// <param name="ArmFlags">The flags of the handler of ARM programs; null: none is registered. <c>F</c> makes it work inside containers.</param>
public sealed record BinfmtFacts(bool Mounted, string? ArmFlags)
{
    public bool RunsArmInContainers => ArmFlags?.Contains('F') == true;
}

public sealed record AptFile(string Path, string Content);

/// <param name="Interface">Such as <c>eth0</c>.</param>
public sealed record HostRoute(string Network, string Interface);
