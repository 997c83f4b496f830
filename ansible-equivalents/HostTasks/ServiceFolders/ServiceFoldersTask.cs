using System.Collections.Immutable;
using System.Globalization;
using Fridge.Model;
using Fridge.Provisioning.Changes;
using Fridge.Provisioning.Facts;

namespace Fridge.Provisioning.HostTasks.ServiceFolders;

/// <summary>Folders in which services keep their data on a node, for the service's own user alone: a container without rights can't make one. What is in them is nobody's matter here.</summary>
internal sealed class ServiceFoldersTask : IHostTask
{
    private const string Parent = "/var/lib/fridge";
    private const string OwnerAlone = "700";

    /// <summary>Folders there, each with its user's id and mode.</summary>
    private static readonly Fact<ImmutableHashSet<(string Path, string Access)>> Current = new(
        "service_folders",
        $"stat -c '%u %a %n' {Parent}/*/",
        text => [.. text.Lines.Select(line => line.Split(' ', 3)).Where(words => words.Length == 3).Select(words => (words[2].TrimEnd('/'), $"{words[0]} {words[1]}"))]);

    public string Name => "service folders";

    public IEnumerable<Fact> Facts => [Current];

    public bool AppliesTo(Node node, Cluster cluster) => Folders(node, cluster).Any();

    public IEnumerable<Finding> Examine(NodeView node) => Folders(node.Node, node.All.Cluster)
        .Where(folder => !node.Read(Current).Contains((folder.Path, $"{User(folder)} {OwnerAlone}")))
        .Select(folder => new ShellChange(Name, node.Name, $"make {folder.Path} for user {User(folder)} alone", "",
            Shell.Text($"folder {folder.Path}\nchown {User(folder)}:{User(folder)} {folder.Path}\nchmod {OwnerAlone} {folder.Path}\n")));

    private static IEnumerable<ServiceFolder> Folders(Node node, Cluster cluster) => ClusterServices.Of(cluster).On(node).Select(service => service.Folder).OfType<ServiceFolder>();

    private static string User(ServiceFolder folder) => folder.User.ToString(CultureInfo.InvariantCulture);
}
