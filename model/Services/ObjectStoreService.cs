namespace Fridge.Model;

/// <summary>The cluster's own S3 server, where the file asks for one.</summary>
public static class ObjectStoreService
{
    public const string Family = "object-store";

    /// <summary>In its container, on every orchestrator; no node gives it to a service.</summary>
    public const int Port = 9000;

    public const string Bucket = "flink";

    public static readonly ServiceFolder Folder = new("/var/lib/fridge/object-store", 9994);

    internal static IEnumerable<Service> Of(Cluster cluster) => cluster.ObjectStore is not { } settings ? [] : Of(cluster, settings, NodeOf(cluster, settings));

    private static Node? NodeOf(Cluster cluster, ObjectStoreSettings settings) =>
        settings.Node is { } name ? cluster.Nodes.FirstOrDefault(node => node.Name == name) : cluster.Managers.FirstOrDefault();

    private static IEnumerable<Service> Of(Cluster cluster, ObjectStoreSettings settings, Node? node) =>
    [
        new()
        {
            Name = Family,
            Family = Family,
            Title = "Object store",
            Runner = ServiceRunner.Orchestrator,
            Memory = settings.Memory,
            MemorySource = "services.objectStore.memory, its container's limit",
            Ports = cluster.Kubernetes is null ? [] : [new("tcp", Port, "the port of the object store in its pod") { IsOnEveryNode = true, IsOfPods = true }],
            Image = Family,
            Folder = Folder,
            Architecture = node?.Architecture,
            Nodes = node is null ? [] : [node],
            Instances = 1,
            Reason = $"one, where its data is: {Folder.Path} ({WellKnown.NodeLabel}={node?.Name})",
        },
    ];
}
