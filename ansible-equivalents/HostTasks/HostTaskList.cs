using System.Collections.Immutable;
using Fridge.Model;
using Fridge.Provisioning.Changes;
using Fridge.Provisioning.Facts;
using Fridge.Provisioning.HostTasks.Baseline;
using Fridge.Provisioning.HostTasks.Containerd;
using Fridge.Provisioning.HostTasks.Docker;
using Fridge.Provisioning.HostTasks.Firewall;
using Fridge.Provisioning.HostTasks.HostsFile;
using Fridge.Provisioning.HostTasks.JvmProfile;
using Fridge.Provisioning.HostTasks.Reboot;
using Fridge.Provisioning.HostTasks.RegistryPort;
using Fridge.Provisioning.HostTasks.RegistryTrust;
using Fridge.Provisioning.HostTasks.ServiceFolders;
using Fridge.Provisioning.HostTasks.SshSettings;
using Fridge.Provisioning.HostTasks.State;
using Fridge.Provisioning.HostTasks.StateFolder;
using Fridge.Provisioning.HostTasks.Time;
using Fridge.Provisioning.HostTasks.UiPort;

namespace Fridge.Provisioning.HostTasks;

/// <summary>The host tasks of one cluster in the order of their changes on a node.</summary>
internal sealed class HostTaskList
{
    /// <summary>A new task's line goes here; its order is this one but for what its <see cref="IHostTask.After"/> says.</summary>
    public static readonly ImmutableArray<IHostTask> All =
    [
        new BaselineTask(), new StateTask(), new SshSettingsTask(), new UiPortTask(), new RegistryPortTask(), new HostsFileTask(), new FirewallTask(), new DockerTask(), new ContainerdTask(), new RegistryTrustTask(),
        new JvmProfileTask(), new ServiceFoldersTask(), new StateFolderTask(), new TimeTask(), new RebootTask(),
    ];

    private readonly Cluster cluster;
    private readonly ImmutableArray<IHostTask> tasks;

    /// <exception cref="ArgumentException">Tasks come after each other, or after one that isn't there.</exception>
    /// <exception cref="FridgeException">The cluster file excepts a node that isn't there.</exception>
    public HostTaskList(Cluster cluster, IEnumerable<IHostTask> tasks)
    {
        (this.cluster, this.tasks) = (cluster, InOrder([.. tasks]));
        foreach (var task in this.tasks) task.Settings?.Check(cluster);
    }

    public static HostTaskList Of(Cluster cluster) => new(cluster, All);

    public IEnumerable<IHostTask> On(Node node) => Applying(node).Where(task => IsOn(task, node));

    public IEnumerable<Fact> Facts(Node node) => On(node).SelectMany(task => task.Facts.Concat(task.FactsOf(cluster)));

    public IEnumerable<ClosedPort> Ports => tasks.SelectMany(task => task.Ports(cluster));

    /// <summary>Of one node: all tasks' findings, then those that follow from them.</summary>
    public IEnumerable<Finding> Examine(NodeView node)
    {
        var on = On(node.Node).ToList();
        var found = on.SelectMany(task => WithShell(task, task.Examine(node))).ToList();
        return
        [
            .. found,
            .. on.OfType<IFollowUpTask>().SelectMany(task => WithShell(task, task.FollowUp(node, found))),
            .. Applying(node.Node).Except(on).SelectMany(task => task.WhenOff(node, found)),
        ];
    }

    private IEnumerable<IHostTask> Applying(Node node) => tasks.Where(task => task.AppliesTo(node, cluster));

    private bool IsOn(IHostTask task, Node node) => task.Settings?.AreOn(node, cluster) ?? true;

    private static IEnumerable<Finding> WithShell(IHostTask task, IEnumerable<Finding> findings) =>
        findings.Select(finding => finding is ShellChange change ? change with { Helpers = task.Shell } : finding);

    /// <summary>The list's order, but a task only when all that it comes after are there.</summary>
    private static ImmutableArray<IHostTask> InOrder(ImmutableArray<IHostTask> tasks)
    {
        var (ordered, left) = (new List<IHostTask>(), tasks.ToList());
        while (left.Count > 0)
        {
            var next = left.Find(task => task.After.All(name => ordered.Exists(before => before.Name == name)))
                ?? throw new ArgumentException($"These tasks wait for each other, or for a task that doesn't exist: {string.Join(", ", left.Select(task => task.Name))}.", nameof(tasks));
            ordered.Add(next);
            left.Remove(next);
        }
        return [.. ordered];
    }
}
