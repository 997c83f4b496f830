using System.Collections.Immutable;
using Fridge.Model;

namespace Fridge.Provisioning.Kubernetes;

/// <summary>Where a Kubernetes has its things on a node: a row for each that makes one, and nothing else asks who that is.</summary>
internal sealed record KubernetesLayout
{
    public static readonly KubernetesLayout Kubeadm = new()
    {
        Maker = "kubeadm",
        Program = "/usr/local/bin/kubeadm",
        Kubectl = "/usr/local/bin/kubectl",
        Admin = "/etc/kubernetes/admin.conf",
        PrintAdmin = "cat /etc/kubernetes/admin.conf",
        Authority = "/etc/kubernetes/pki/ca.crt",
        Kubelet = "/etc/kubernetes/kubelet.conf",
        Mark = "/etc/kubernetes/fridge",
        Join = $"{WellKnown.NodeRuntime}/kubernetes-join.yaml",
        OfManager = "kubelet",
        OfWorker = "kubelet",
        ManagersPorts = [NodePorts.KubernetesApi, NodePorts.EtcdClient, NodePorts.EtcdPeer, NodePorts.ControllerManager, NodePorts.Scheduler],
        Script = "kubeadm.sh",
    };

    public static readonly KubernetesLayout K3s = new()
    {
        Maker = "k3s",
        Program = "/usr/local/bin/k3s",
        Kubectl = "/usr/local/bin/k3s kubectl",
        Admin = "/etc/rancher/k3s/k3s.yaml",
        // k3s writes the loopback there, which is no use to another machine.
        PrintAdmin = """sed "s#//127.0.0.1:6443#//$(sed -n 's/^node-ip: //p' /etc/rancher/k3s/config.yaml):6443#" /etc/rancher/k3s/k3s.yaml""",
        Authority = "/var/lib/rancher/k3s/agent/server-ca.crt",
        Kubelet = "/var/lib/rancher/k3s/agent/kubelet.kubeconfig",
        Mark = "/var/lib/rancher/k3s/fridge",
        Join = "/etc/rancher/k3s/join-token",
        OfManager = "k3s",
        OfWorker = "k3s-agent",
        ManagersPorts = [NodePorts.KubernetesApi, NodePorts.ControllerManager, NodePorts.Scheduler],
        Script = "k3s.sh",
    };

    /// <summary>As a node says it of itself.</summary>
    public required string Maker { get; init; }

    /// <summary>What gives and takes back tokens of a join.</summary>
    public required string Program { get; init; }

    /// <summary>In words of a shell.</summary>
    public required string Kubectl { get; init; }

    /// <summary>The administrator's kubeconfig, on managers; root's alone.</summary>
    public required string Admin { get; init; }

    /// <summary>Shell that prints it as one for other machines.</summary>
    public required string PrintAdmin { get; init; }

    /// <summary>The certificate of the cluster's CA, on each member.</summary>
    public required string Authority { get; init; }

    /// <summary>The kubelet's own kubeconfig.</summary>
    public required string Kubelet { get; init; }

    /// <summary>Fridge's word, beside what it is of, so that it goes where that goes.</summary>
    public required string Mark { get; init; }

    /// <summary>What a join takes, with its token: root's alone.</summary>
    public required string Join { get; init; }

    /// <summary>The unit that has the kubelet on a manager.</summary>
    public required string OfManager { get; init; }

    /// <summary>On every other node.</summary>
    public required string OfWorker { get; init; }

    /// <summary>TCP ports of a control plane beside the kubelet's.</summary>
    public required ImmutableArray<int> ManagersPorts { get; init; }

    /// <summary>The shell functions that are its own: <c>unpack_programs</c>, <c>take_back</c>, <c>form_kubernetes</c>, <c>join_kubernetes</c> and what it has more.</summary>
    public required string Script { get; init; }

    public KubernetesFacts Facts => KubernetesFacts.Of(this);

    public IEnumerable<string> Units => new[] { OfManager, OfWorker }.Distinct();

    /// <summary>Shell functions for what changes a node.</summary>
    public string Functions => $"""
        kube_kubectl='{Kubectl}'
        kube_admin={Admin}
        kube_kubelet={Kubelet}
        kube_mark={Mark}
        kube_units='{string.Join(' ', Units.Select(unit => $"-u {unit}"))}'

        """.ReplaceLineEndings("\n") + EmbeddedText.Read(typeof(KubernetesLayout), "kubernetes.sh") + EmbeddedText.Read(typeof(KubernetesLayout), Script);

    public static KubernetesLayout Of(Cluster cluster) => cluster.Orchestrator == Orchestrator.K3s ? K3s : Kubeadm;

    public string UnitOf(Node node) => node.Roles.Contains(NodeRole.Manager) ? OfManager : OfWorker;

    public IEnumerable<int> PortsOf(Node node) => node.Roles.Contains(NodeRole.Manager) ? [.. ManagersPorts, NodePorts.Kubelet] : [NodePorts.Kubelet];
}

/// <summary>Fridge's own places on a node, whoever makes its Kubernetes.</summary>
internal static class KubernetesPaths
{
    public const string Folder = $"{WellKnown.NodeState}/kubernetes";

    /// <summary>Programs and packages as they were sent.</summary>
    public const string Programs = $"{Folder}/programs";
}
