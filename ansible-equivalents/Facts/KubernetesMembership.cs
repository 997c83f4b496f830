namespace Fridge.Provisioning.Facts;

/// <summary>Whether a node is in some Kubernetes already, and by whose hand.</summary>
internal static class KubernetesMembership
{
    /// <summary>What made it: <c>kubeadm</c>, <c>k3s</c>; null: it is in none.</summary>
    public static readonly Fact<string?> Maker = new("kubernetes", """
        if [ -e /etc/kubernetes/kubelet.conf ] || [ -e /etc/kubernetes/manifests/kube-apiserver.yaml ]; then echo kubeadm
        elif [ -e /etc/systemd/system/k3s.service ] || [ -e /etc/systemd/system/k3s-agent.service ]; then echo k3s
        fi
        """, text => text.FirstLine is { Length: > 0 } maker ? maker : null);

    /// <summary>What takes a node out of it, whoever made it.</summary>
    public static string Leave(string maker) => maker == "k3s"
        ? "sudo sh -c 'k3s-uninstall.sh || k3s-agent-uninstall.sh'"
        : "sudo sh -c 'kubeadm reset --force && rm -rf /etc/cni/net.d /etc/kubernetes/fridge'";
}
