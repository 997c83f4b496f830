namespace Fridge.Model;

/// <summary>The cluster's own registry: one container that nodes read from, and one that Fridge writes by; a cluster that somebody else made pulls from one that its file names.</summary>
public static class ImageRegistryService
{
    /// <summary>Of the container that nodes read from. Measured: 8 MiB, and 4 MiB more for each layer that is pulled, 75 MiB with five nodes at once; an emulator takes 32 MiB more.</summary>
    public static MemorySize ReadingLimit { get; } = MemorySize.Mebibytes(112);

    /// <summary>Of the one that Fridge writes by. Measured: 14 MiB while four layers arrive; an emulator takes 32 MiB more.</summary>
    public static MemorySize WritingLimit { get; } = MemorySize.Mebibytes(64);

    internal static IEnumerable<Service> Of(Cluster cluster) => cluster.ImageSource is not null ? [] :
    [
        new()
        {
            Name = "registry",
            Family = "registry",
            Title = "Registry",
            Runner = ServiceRunner.Provision,
            Memory = MemorySize.Mebibytes(96),
            MemorySource = $"measured, five nodes pulling; its containers' limits are {ReadingLimit} and {WritingLimit}",
            Ports =
            [
                new("tcp", NodePorts.Registry, "the port of the cluster's registry"),
                new("tcp", NodePorts.RegistryWriting, "the port by which Fridge writes to the cluster's registry"),
            ],
            Image = "registry",
            Nodes = [.. cluster.Managers.Take(1)],
            Instances = 1,
            Reason = "two containers of the first manager, outside the orchestrator: every node pulls from one, so it must be there before any service; Fridge writes by the other",
        },
    ];
}
