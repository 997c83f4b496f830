using System.Globalization;
using Fridge.Model;
using Fridge.Provisioning.Changes;
using Fridge.Provisioning.Facts;

namespace Fridge.Provisioning.HostTasks.Containerd;

/// <summary>containerd as a kubelet's runtime, where the cluster's is that. Docker's engine, where there is one on it too, keeps its containers to itself.</summary>
internal sealed class ContainerdTask : IHostTask
{
    private const string SettingsFile = "/etc/containerd/config.toml";

    private static readonly Fact<string?> Current = FileFacts.Text("containerd_settings", SettingsFile);

    /// <summary>Whether an interrupted step left settings with which no containerd was seen to run.</summary>
    private static readonly Fact<bool> Unproven = FileFacts.IsUnproven("containerd_settings_unproven", SettingsFile);

    /// <summary>The first number of its version; null: there is none.</summary>
    private static readonly Fact<int?> Major = new("containerd_version", "containerd --version", text => MajorOf(text.FirstLine));

    public string Name => "containerd";

    public IEnumerable<Fact> Facts => [Current, Unproven, Major, EngineFacts.Info];

    public HostTaskSettings Settings { get; } = new("containerd",
        "Installs containerd and sets it up for the kubelet: its interface is on, its cgroup driver is the engine's, and its registries come from /etc/containerd/certs.d. Off: you set it up.");

    public IEnumerable<string> After => ["docker"];

    public string Shell => EmbeddedText.Read(typeof(ContainerdTask), "containerd.sh");

    public bool AppliesTo(Node node, Cluster cluster) => cluster.HasHostContainerd;

    public IEnumerable<Finding> Examine(NodeView node)
    {
        var current = node.Read(Current);
        if (!ContainerdSettings.TryMerge(current, node.Read(Major), KubeletCgroups.AreSystemds(node.All), out var desired, out var error))
            return [new Refusal(Name, node.Name, $"{SettingsFile} of {node.Name} can't be completed: {error}", $"Fix it on {node.Name}: sudo nano {SettingsFile}")];
        return [.. Install(node), .. Complete(node, current, desired)];
    }

    /// <summary>Before its settings, which its package would ask about. An engine brings it along.</summary>
    private IEnumerable<Finding> Install(NodeView node) => node.Read(Major) is not null || node.All.Cluster.HasEngine(node.Node) ? [] :
        [new ShellChange(Name, node.Name, "install containerd", "", "install_containerd\n")];

    /// <param name="version"><c>containerd github.com/containerd/containerd 1.6.20~ds1 1.6.20~ds1-1+deb12u3</c>, or with <c>v1.7.27</c> and a commit behind.</param>
    private static int? MajorOf(string version) =>
        version.Split(' ') is [_, _, var number, ..] && int.TryParse(number.TrimStart('v').Split('.')[0], NumberStyles.None, CultureInfo.InvariantCulture, out var major) ? major : null;

    private IEnumerable<Finding> Complete(NodeView node, string? current, string desired)
    {
        var written = FileChange.Make(Name, node.Name, SettingsFile, "0644", current, desired).ToList();
        if (written.Count == 0 && node.Read(Unproven))
            written = [new ShellChange(Name, node.Name, $"use {SettingsFile}, which an interrupted step left,", "", "")];
        return written.Select(change => change with
        {
            Description = $"{change.Description} and restart containerd (containers keep running)",
            Script = $"keep {SettingsFile}\n{change.Script}restart_containerd\n",
        });
    }
}
