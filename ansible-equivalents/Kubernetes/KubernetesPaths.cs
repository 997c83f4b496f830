using Fridge.Model;

namespace Fridge.Provisioning.Kubernetes;

/// <summary>Where things of Kubernetes are on a node: kubeadm's places, and Fridge's.</summary>
internal static class KubernetesPaths
{
    public const string Admin = "/etc/kubernetes/admin.conf";
    public const string Authority = "/etc/kubernetes/pki/ca.crt";
    public const string Kubelet = "/etc/kubernetes/kubelet.conf";
    public const string Kubectl = "/usr/local/bin/kubectl";

    /// <summary>Where a kubelet finds containerd.</summary>
    public const string Containerd = "unix:///run/containerd/containerd.sock";

    /// <summary>Beside kubeadm's files, so that it goes where they go.</summary>
    public const string Mark = "/etc/kubernetes/fridge";

    /// <summary>As long as certificates are being renewed.</summary>
    public const string Renewing = "/etc/kubernetes/fridge-renewing";

    public const string Folder = $"{WellKnown.NodeState}/kubernetes";

    /// <summary>Programs and packages as they were sent, and what was unpacked of them.</summary>
    public const string Programs = $"{Folder}/programs";

    /// <summary>What to form, for kubeadm; no secret.</summary>
    public const string Init = $"{Folder}/init.yaml";

    /// <summary>How to join, for kubeadm: with a token, so in memory, and for the moment of a join.</summary>
    public const string Join = $"{WellKnown.NodeRuntime}/kubernetes-join.yaml";
}
