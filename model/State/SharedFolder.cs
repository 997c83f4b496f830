using System.Collections.Immutable;

namespace Fridge.Model;

/// <summary><c>state.path</c>: a folder in which Flink keeps checkpoints and savepoints. A person has mounted it on the nodes: one and the same on all of them, from a file server.</summary>
/// <param name="Path">On nodes, and in Flink's containers too, so that what Flink says of a checkpoint's place is where a person finds it.</param>
public sealed record SharedFolder(string Path)
{
    /// <summary>Folders of which a node, or Flink's image, has its own.</summary>
    private static readonly ImmutableArray<string> Taken =
        ["/bin", "/boot", "/dev", "/etc", "/lib", "/lib64", "/opt/flink", "/proc", "/root", "/run", "/sbin", "/sys", "/tmp", "/usr", "/var/lib/docker", "/var/lib/fridge", "/var/lib/kubelet"];

    public ImmutableArray<KeyValuePair<string, string>> Options => FileSystemState.Options($"file://{Path}");

    /// <summary>The nodes that write there: those that may run Flink.</summary>
    public static ImmutableHashSet<Node> NodesOf(Cluster cluster) =>
        [.. ClusterServices.Of(cluster).Where(service => service.Family is JobManagerService.Family or TaskManagerServices.Family).SelectMany(service => service.Nodes)];

    public static bool IsUsedOn(Node node, Cluster cluster) => NodesOf(cluster).Contains(node);

    /// <summary>What of node or image has the path already; null: nothing.</summary>
    public static string? OwnerOf(string path) => Taken.FirstOrDefault(folder => path == folder || path.StartsWith(folder + "/", StringComparison.Ordinal) || folder.StartsWith(path + "/", StringComparison.Ordinal));
}
