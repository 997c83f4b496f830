namespace Fridge.Model;

/// <summary>The cluster's own S3 server, where the file asks for one.</summary>
public static class ObjectStoreService
{
    public const string Family = "object-store";

    /// <summary>In its container, on every orchestrator; no node gives it to a service.</summary>
    public const int Port = 9000;

    public const string Bucket = "flink";

    public static readonly ServiceFolder Folder = new("/var/lib/fridge/object-store", 9994);

    internal static IEnumerable<Service> Of(Cluster cluster) => cluster.ObjectStore is not { } settings ? [] :
    [
        DataService.Of(cluster, Family, "Object store", "services.objectStore", settings.Node, settings.Memory, Folder) with
        {
            Ports = cluster.Kubernetes is null ? [] : [new("tcp", Port, "the port of the object store in its pod") { IsOnEveryNode = true, IsOfPods = true }],
        },
    ];
}
