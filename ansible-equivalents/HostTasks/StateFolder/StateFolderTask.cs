using Fridge.Model;
using Fridge.Provisioning.Changes;
using Fridge.Provisioning.Facts;

namespace Fridge.Provisioning.HostTasks.StateFolder;

/// <summary>
/// Judges the folder of <c>state.path</c> with the first facts: whether it is there, from a file server, one and the same on all nodes that run
/// Flink, and one in which Flink may write. A person mounts it, so that nothing is changed here; and what is wrong with it would show by
/// checkpoints that fail, or that only one node has.
/// </summary>
internal sealed class StateFolderTask : IHostTask
{
    private const string Key = "state.path";

    public string Name => "state folder";

    public IEnumerable<Fact> Facts => [];

    public IEnumerable<Fact> FactsOf(Cluster cluster) => cluster.StateFolder is { } folder ? [MountedFolder.Of(folder)] : [];

    public bool AppliesTo(Node node, Cluster cluster) => cluster.StateFolder is not null && SharedFolder.IsUsedOn(node, cluster);

    public IEnumerable<Finding> Examine(NodeView node)
    {
        var path = node.All.Cluster.StateFolder!.Path;
        if (Read(node) is not { } folder)
        {
            yield return Refuse(node, $"{path}, which {Key} asks for, does not exist on {node.Name}.",
                $"On {node.Name}: sudo apt-get install nfs-common; sudo mkdir -p {path}; echo 'SERVER:/EXPORT {path} nfs _netdev 0 0' | sudo tee -a /etc/fstab; sudo mount {path}");
            yield break;
        }

        var shared = IsShared(node, path, folder).ToList();
        foreach (var finding in shared) yield return finding;
        if (!folder.IsWritable && !shared.OfType<Refusal>().Any())
        {
            yield return Refuse(node, $"Flink's user ({WellKnown.FlinkUser}) can't write to {path} on {node.Name}: it belongs to {folder.Access} there.",
                folder.IsOfANetwork
                    ? $"On the file server ({folder.Source}): sudo chown {WellKnown.FlinkUser}:{WellKnown.FlinkUser} of the folder that it exports, or export it with all_squash,anonuid={WellKnown.FlinkUser},anongid={WellKnown.FlinkUser}"
                    : $"On {node.Name}: sudo chown {WellKnown.FlinkUser}:{WellKnown.FlinkUser} {path}");
        }
    }

    /// <summary>Where Flink is on one node, any folder of that is as good.</summary>
    private IEnumerable<Finding> IsShared(NodeView node, string path, MountedFolder folder)
    {
        var users = SharedFolder.NodesOf(node.All.Cluster);
        var first = node.All.All.First(other => users.Contains(other.Node));
        if (users.Count == 1)
            yield break;
        if (folder is { IsOfANetwork: false, IsOnTheRoot: true })
        {
            yield return Refuse(node, $"{path} of {node.Name} is a folder on that node's own disk ({folder.Type}): nothing is mounted there, and other nodes would not see what Flink writes.",
                $"Is the share mounted? On {node.Name}: sudo mount {path}; findmnt {path}");
        }
        else if (first.Node != node.Node && Read(first) is { } its && !its.MayBe(folder))
        {
            yield return Refuse(node, $"{path} of {node.Name} ({folder.Type}, {folder.Source}) is another folder than on {first.Name} ({its.Type}, {its.Source}), and Flink's processes must all see the same folder.",
                $"Mount the same share of the same file server on both; `stat -c %i {path}` then says the same number.");
        }
        else if (first.Node == node.Node && !folder.IsOfANetwork)
        {
            yield return new Remark(Name, node.Name, $"{path} is mounted from {folder.Source} ({folder.Type}), which is not a network file system; Fridge takes it as shared, since all nodes show the same number for it");
        }
    }

    private static MountedFolder? Read(NodeView node) => node.Read(MountedFolder.Of(node.All.Cluster.StateFolder!));

    private Refusal Refuse(NodeView node, string text, string next) => new(Name, node.Name, text, next);
}
