using System.Globalization;
using Fridge.Tooling.Engines;

namespace Fridge.Tooling.Host;

/// <summary>The engine of this machine, which builds images and runs virtual Pis; never that of a cluster.</summary>
public sealed record HostEngine
{
    /// <summary>Such as <c>26.1.5</c>.</summary>
    public required string Version { get; init; }

    /// <summary>Images lie in containerd's store, which can export OCI layouts; the classic store can't.</summary>
    public bool ContainerdStore { get; init; }

    /// <summary>Reached through the group docker, which this login doesn't have yet.</summary>
    public bool ThroughGroup { get; init; }

    public int CgroupVersion { get; init; } = 2;

    public bool MemoryLimit { get; init; } = true;

    public bool SwapLimit { get; init; } = true;

    /// <summary>Containers don't get this machine's real capabilities: rootless, or user namespaces by default.</summary>
    public bool Rootless { get; init; }

    /// <summary>Runs in a virtual machine of its own, so that its containers' addresses aren't reached from here.</summary>
    public bool Desktop { get; init; }

    /// <summary>The folder of the engine's data.</summary>
    public string RootFolder { get; init; } = "/var/lib/docker";

    /// <summary>BuildKit of 20.10 has no OCI exporter, and the classic store refuses it.</summary>
    public bool ExportsOci => ContainerdStore && Major >= 23;

    public LocalDocker Docker => new(ThroughGroup);

    private int Major => int.TryParse(Version.Split('.')[0], CultureInfo.InvariantCulture, out var major) ? major : 0;

    public static HostEngine Of(EngineInfo info, bool throughGroup) => new()
    {
        Version = info.ServerVersion.Split('+', '~')[0],
        ContainerdStore = info.DriverStatus is { } status && status.Any(word => word.Contains("io.containerd.snapshotter", StringComparison.Ordinal)),
        ThroughGroup = throughGroup,
        CgroupVersion = info.CgroupVersion == "1" ? 1 : 2,
        MemoryLimit = info.MemoryLimit,
        SwapLimit = info.SwapLimit,
        Rootless = info.SecurityOptions is { } options && options.Any(option => option.StartsWith("name=rootless", StringComparison.Ordinal) || option.StartsWith("name=userns", StringComparison.Ordinal)),
        Desktop = info.OperatingSystem == "Docker Desktop",
        RootFolder = info.DockerRootDir is { Length: > 0 } folder ? folder : "/var/lib/docker",
    };
}
