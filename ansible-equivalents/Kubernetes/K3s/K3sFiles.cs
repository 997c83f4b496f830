using Fridge.Model;
using Fridge.Provisioning.Changes;
using Fridge.Provisioning.Facts;
using Fridge.Provisioning.HostTasks;

namespace Fridge.Provisioning.Kubernetes.K3s;

/// <summary>k3s' files on a node: its settings, its unit, and what takes the node out of it.</summary>
internal static class K3sFiles
{
    private const string ConfigPath = "/etc/rancher/k3s/config.yaml";
    private const string RegistriesPath = "/etc/rancher/k3s/registries.yaml";

    /// <summary>Where its own installer has one of that name.</summary>
    private static readonly ManagedScript Uninstall = new("k3s-uninstall.sh", "/usr/local/bin/k3s-uninstall.sh");

    public static readonly Fact<string?> Config = FileFacts.Text("k3s_config", ConfigPath);
    private static readonly Fact<string?> Registries = FileFacts.Text("k3s_registries", RegistriesPath);
    private static readonly Fact<string?> UninstallFile = FileFacts.Text("k3s_uninstall", Uninstall.NodePath);

    private static readonly ManagedUnit Server = new($"{KubernetesLayout.K3s.OfManager}.service", "multi-user.target.wants");
    private static readonly ManagedUnit Agent = new($"{KubernetesLayout.K3s.OfWorker}.service", "multi-user.target.wants");

    public static IEnumerable<Fact> Facts => [Config, Registries, UninstallFile, .. Server.Facts, .. Agent.Facts];

    /// <summary>A k3s that runs starts anew with what changed; its pods go on meanwhile.</summary>
    public static IEnumerable<Finding> Examine(NodeView node)
    {
        var unit = KubernetesLayout.K3s.UnitOf(node.Node);
        List<ShellChange> settings =
        [
            .. FileChange.Make(KubernetesPlanner.Source, node.Name, ConfigPath, "0644", node.Read(Config), ConfigOf(node)),
            .. K3sConfig.Registries(node.All.Cluster) is { } registries ? FileChange.Make(KubernetesPlanner.Source, node.Name, RegistriesPath, "0644", node.Read(Registries), registries) : [],
            .. UnitOf(node).Changes(KubernetesPlanner.Source, node, Unit(node)),
        ];
        var restarts = KubernetesState.IsMember(node) && KubernetesState.HostOf(node).Runs;
        return
        [
            .. FileChange.Make(KubernetesPlanner.Source, node.Name, Uninstall.NodePath, "0755", node.Read(UninstallFile), Uninstall.Content),
            .. settings.Select(change => restarts ? change.Restarting($"{unit}.service", "its settings changed") : change),
        ];
    }

    /// <summary>Settings that somebody else laid there beforehand, and networks that pods stand on.</summary>
    public static IEnumerable<Refusal> Refusals(NodeView node)
    {
        List<(string Path, string? Text)> files = [(ConfigPath, node.Read(Config)), .. node.All.Cluster.ImageSource is null ? [(RegistriesPath, node.Read(Registries))] : Array.Empty<(string, string?)>()];
        foreach (var (path, _) in files.Where(file => file.Text is { } text && !text.StartsWith(K3sConfig.Mark, StringComparison.Ordinal)))
        {
            yield return KubernetesRefusals.Refuse(node, $"{node.Name} has settings of k3s that Fridge didn't write: {path}.",
                $"If nothing else needs them, on {node.Name}: sudo mv {path} {path}.before; then here: ./build.sh Deploy --cluster {node.All.Cluster.SourceFile}");
        }

        if (!KubernetesState.IsMember(node) || node.Node != node.All.FirstManager || node.Read(Config) is not { } has) yield break;
        foreach (var (key, inFile) in K3sConfig.Networks)
        {
            if (K3sConfig.Value(has, key) is { } before && before != K3sConfig.Value(ConfigOf(node), key))
                yield return KubernetesRefusals.OfNetwork(node, inFile, K3sConfig.InFile(before));
        }
    }

    private static string ConfigOf(NodeView node) => IsServer(node) ? K3sConfig.Server(node) : K3sConfig.Agent(node);

    private static ManagedUnit UnitOf(NodeView node) => IsServer(node) ? Server : Agent;

    private static bool IsServer(NodeView node) => node.Node.Roles.Contains(NodeRole.Manager);

    /// <summary>
    /// As k3s' installer has it, but for two things: until Fridge forms or joins it doesn't start, and the firewall is there before it. Pods outlive the process (<c>KillMode</c>); it brings them
    /// below its own cgroup (<c>Delegate</c>), and takes as long to start as a card takes to read its images.
    /// </summary>
    private static string Unit(NodeView node) => $"""
        [Unit]
        Description=k3s: a Kubernetes in one process
        After=network-online.target fridge-firewall.service
        Wants=network-online.target
        ConditionPathExists={KubernetesLayout.K3s.Mark}

        [Service]
        Type=notify
        ExecStartPre=-/sbin/modprobe -a br_netfilter overlay
        ExecStart={KubernetesLayout.K3s.Program} {(IsServer(node) ? "server" : "agent")}
        KillMode=process
        Delegate=yes
        LimitNOFILE=1048576
        LimitNPROC=infinity
        LimitCORE=infinity
        TasksMax=infinity
        TimeoutStartSec=0
        Restart=always
        RestartSec=5

        [Install]
        WantedBy=multi-user.target

        """.ReplaceLineEndings("\n");
}
