using System.Text.Json;

namespace Fridge.Tooling.Host;

/// <summary>The engine of this machine, which builds images and runs virtual Pis; never that of a cluster.</summary>
public sealed record EngineFacts
{
    /// <summary>Such as <c>26.1.5</c>.</summary>
    public required string Version { get; init; }

    /// <summary>Images lie in containerd's store, which can export OCI layouts; the classic store can't.</summary>
    public bool ContainerdStore { get; init; }

    /// <summary>Reached by way of group docker, which this login doesn't hold yet.</summary>
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

    private int Major => int.TryParse(Version.Split('.')[0], out var major) ? major : 0;

    /// <param name="json">What <c>docker info --format '{{json .}}'</c> prints.</param>
    /// <returns>Null when no server answered: the client prints its own half all the same.</returns>
    public static EngineFacts? Parse(string json, bool throughGroup)
    {
        using var document = JsonDocument.Parse(json);
        var info = document.RootElement;
        if (Text("ServerVersion") is not { Length: > 0 } version)
            return null;
        return new EngineFacts
        {
            Version = version.Split('+', '~')[0],
            ContainerdStore = info.GetProperty("DriverStatus").GetRawText().Contains("io.containerd.snapshotter"),
            ThroughGroup = throughGroup,
            CgroupVersion = Text("CgroupVersion") == "1" ? 1 : 2,
            MemoryLimit = Flag("MemoryLimit"),
            SwapLimit = Flag("SwapLimit"),
            Rootless = info.TryGetProperty("SecurityOptions", out var options)
                && (options.GetRawText().Contains("name=rootless") || options.GetRawText().Contains("name=userns")),
            Desktop = Text("OperatingSystem") == "Docker Desktop",
            RootFolder = Text("DockerRootDir") is { Length: > 0 } folder ? folder : "/var/lib/docker",
        };

        string? Text(string name) => info.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
        bool Flag(string name) => info.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.True;
    }
}
