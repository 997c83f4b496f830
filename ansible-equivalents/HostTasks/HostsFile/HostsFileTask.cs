using Fridge.Model;
using Fridge.Nodes;
using Fridge.Provisioning.Changes;
using Fridge.Provisioning.Facts;

namespace Fridge.Provisioning.HostTasks.HostsFile;

/// <summary>Every node knows every node's name, and the registry's, without a name server.</summary>
internal sealed class HostsFileTask : IHostTask
{
    private const string Path = "/etc/hosts";
    private const string Unit = "fridge-hosts.service";

    /// <summary>What the boot unit puts back: cloud-init's <c>manage_etc_hosts</c> and container engines rewrite the file at boot.</summary>
    private static readonly ManagedScript Restore = new("hosts.sh", $"{WellKnown.NodeState}/hosts/restore.sh") { Functions = NodeFiles.Functions };

    private static readonly Fact<string?> Current = FileFacts.Text("hosts", Path);

    private static readonly Fact<string?> Kept = FileFacts.Text("hosts_kept", $"{WellKnown.NodeState}/hosts/block");

    private readonly BootUnit unit = new(Unit, "Puts back Fridge's block in /etc/hosts", Restore, before: "docker.service");

    public string Name => "hosts file";

    public HostTaskSettings Settings { get; } = new("hostsFile", "Writes the names of the nodes and of the registry into /etc/hosts. Off: your own name server knows them.");

    public IEnumerable<Fact> Facts => [Current, Kept, .. unit.Facts];

    public IEnumerable<Finding> Examine(NodeView node)
    {
        var block = HostsBlock.Render(node.All);
        var current = node.Read(Current) ?? "";
        var desired = HostsBlock.Merge(current, block);
        foreach (var change in unit.Changes(Name, node)) yield return change;
        if (desired.TrimEnd('\n') == current.TrimEnd('\n') && node.Read(Kept)?.TrimEnd('\n') == block.TrimEnd('\n')) yield break;
        yield return new ShellChange(Name, node.Name, $"write Fridge's block in {Path}", TextDiff.Between(Path, current, desired),
            Shell.Text($"put {WellKnown.NodeState + "/hosts/block"} 0644 {block}\nsh {Restore.NodePath}\n"));
    }
}
