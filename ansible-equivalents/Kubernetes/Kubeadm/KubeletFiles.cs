using Fridge.Provisioning.Changes;
using Fridge.Provisioning.Facts;
using Fridge.Provisioning.HostTasks;

namespace Fridge.Provisioning.Kubernetes.Kubeadm;

/// <summary>What a host needs for a kubelet: modules and settings of the kernel, and the unit that starts it.</summary>
internal static class KubeletFiles
{
    private const string ModulesFile = "/etc/modules-load.d/fridge-kubernetes.conf";
    private const string SettingsFile = "/etc/sysctl.d/90-fridge-kubernetes.conf";

    private static readonly Fact<string?> Modules = FileFacts.Text("kube_modules", ModulesFile);
    private static readonly Fact<string?> Settings = FileFacts.Text("kube_settings", SettingsFile);

    /// <summary>kubeadm writes the files that it names; until then the kubelet has nothing to start with, and isn't started.</summary>
    private const string Unit = """
        [Unit]
        Description=kubelet: runs the pods of this node
        After=network-online.target docker.service containerd.service
        Wants=network-online.target docker.service
        ConditionPathExists=/var/lib/kubelet/config.yaml

        [Service]
        EnvironmentFile=-/var/lib/kubelet/kubeadm-flags.env
        ExecStart=/usr/local/bin/kubelet --bootstrap-kubeconfig=/etc/kubernetes/bootstrap-kubelet.conf --kubeconfig=/etc/kubernetes/kubelet.conf --config=/var/lib/kubelet/config.yaml $KUBELET_KUBEADM_ARGS
        Restart=always
        RestartSec=10

        [Install]
        WantedBy=multi-user.target

        """;

    private static readonly ManagedUnit Kubelet = new("kubelet.service", "multi-user.target.wants");

    public static IEnumerable<Fact> Facts => [Modules, Settings, .. Kubelet.Facts];

    public static IEnumerable<Finding> Examine(NodeView node) => [.. Kernel(node), .. Service(node)];

    private static IEnumerable<Finding> Kernel(NodeView node)
    {
        List<ShellChange> files =
        [
            .. FileChange.Make(KubernetesPlanner.Source, node.Name, ModulesFile, "0644", node.Read(Modules), KubernetesKernel.Modules),
            .. FileChange.Make(KubernetesPlanner.Source, node.Name, SettingsFile, "0644", node.Read(Settings), KubernetesKernel.SettingsFile),
        ];
        var off = KubernetesKernel.Settings.Keys.Except(KubernetesState.HostOf(node).Settings).ToList();
        if (files.Count == 0 && off.Count == 0) return [];
        // A kernel that has them built in has no module to load; what is off after that, sysctl tells.
        return [.. files, new ShellChange(KubernetesPlanner.Source, node.Name, "have the kernel pass pods' packets through its rules", "", $"modprobe -q -a br_netfilter overlay || :\nsysctl -q -p {SettingsFile}\n")];
    }

    private static IEnumerable<Finding> Service(NodeView node)
    {
        var changes = Kubelet.Changes(KubernetesPlanner.Source, node, Unit.ReplaceLineEndings("\n"));
        return KubernetesState.HostOf(node).Runs ? changes.Select(change => change.Restarting("kubelet.service", "its unit changed")) : changes;
    }
}
