namespace Fridge.Model;

/// <summary>The cluster's own registry.</summary>
internal static class ImageRegistryService
{
    public static IEnumerable<Service> Of(Cluster cluster) =>
    [
        new()
        {
            Name = "registry",
            Family = "registry",
            Title = "Registry",
            Runner = ServiceRunner.Provision,
            Memory = MemorySize.Mebibytes(48),
            MemorySource = MemoryShare.Estimate,
            Ports = [new("tcp", NodePorts.Registry, "the port of the cluster's registry")],
            Image = "registry",
            Nodes = [.. cluster.Managers.Take(1)],
            Instances = 1,
            Reason = "a container of the first manager, outside the swarm: every node pulls from it, so it must be there before any service",
        },
    ];
}
