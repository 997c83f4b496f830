using System.Collections.Immutable;

namespace Fridge.Model;

/// <summary>What Kubernetes itself takes of its nodes: the control plane on managers, an agent and a proxy on all.</summary>
internal static class KubernetesServices
{
    private const string Measured = "measured: resident memory of Kubernetes 1.20.2 on amd64, two nodes";
    private const string Owner = "a port of Kubernetes";
    private const string EveryNode = "every node's own";
    private const string ControlPlane = "every manager's: the control plane";

    /// <summary>Whoever may ask Flink may have a kubectl, too: it asks for a certificate of its own.</summary>
    private static ServicePort Api { get; } = Tcp(NodePorts.KubernetesApi) with { IsAllowedFrom = true };

    public static IEnumerable<Service> Of(Cluster cluster) => All(cluster).Where(service => service.Instances > 0);

    private static IEnumerable<Service> All(Cluster cluster) => cluster.Orchestrator switch
    {
        Orchestrator.Kubeadm => OfKubeadm(cluster),
        Orchestrator.K3s => OfK3s(cluster),
        Orchestrator.Kubernetes => OfWhatIsThere(cluster),
        _ => [],
    };

    private static IEnumerable<Service> OfKubeadm(Cluster cluster) =>
    [
        OnManagers(cluster, "kube-apiserver", 330, Api),
        OnManagers(cluster, "kube-controller-manager", 90, Tcp(NodePorts.ControllerManager)),
        OnManagers(cluster, "kube-scheduler", 95, Tcp(NodePorts.Scheduler)),
        OnManagers(cluster, "etcd", 47, Tcp(NodePorts.EtcdClient), Tcp(NodePorts.EtcdPeer)),
        OnAll(cluster, "kubelet", 114, Tcp(NodePorts.Kubelet)),
        OnAll(cluster, "kube-proxy", 89, Tcp(NodePorts.KubeProxyHealth)),
        .. PodNetworkOf(cluster),
    ];

    /// <summary>flannel's own process; routes take none.</summary>
    private static IEnumerable<Service> PodNetworkOf(Cluster cluster) => FlannelOf(cluster) is { IsEmpty: false } ports
        ? [OnAll(cluster, "flannel", 40, ports) with { MemorySource = MemoryShare.Estimate }]
        : [];

    /// <summary>One process has all of it, containerd and flannel too; one server alone keeps its objects in a file, and has no etcd.</summary>
    private static IEnumerable<Service> OfK3s(Cluster cluster)
    {
        ImmutableArray<ServicePort> agent = [Tcp(NodePorts.Kubelet), Tcp(NodePorts.KubeProxyHealth), .. FlannelOf(cluster)];
        ImmutableArray<ServicePort> server = [Api, Tcp(NodePorts.ControllerManager), Tcp(NodePorts.Scheduler)];
        return
        [
            OnManagers(cluster, "k3s-server", 560, [.. server, .. agent]) with { MemorySource = MemoryShare.Estimate },
            Own("k3s-agent", 250, [.. cluster.Nodes.Except(cluster.Managers)], "every node's that is no manager", agent) with { MemorySource = MemoryShare.Estimate },
        ];
    }

    /// <summary>Its ports are its owner's to close; what its nodes run takes as much as elsewhere.</summary>
    private static IEnumerable<Service> OfWhatIsThere(Cluster cluster) => OfKubeadm(cluster).Select(service => service with { Ports = [] });

    private static Service OnManagers(Cluster cluster, string name, int mebibytes, params ImmutableArray<ServicePort> ports) =>
        Own(name, mebibytes, [.. cluster.Managers], ControlPlane, ports);

    private static Service OnAll(Cluster cluster, string name, int mebibytes, params ImmutableArray<ServicePort> ports) =>
        Own(name, mebibytes, cluster.Nodes, EveryNode, ports);

    private static Service Own(string name, int mebibytes, ImmutableArray<Node> nodes, string reason, ImmutableArray<ServicePort> ports) => new()
    {
        Name = name,
        Family = name,
        Title = name,
        Runner = ServiceRunner.Node,
        Memory = MemorySize.Mebibytes(mebibytes),
        MemorySource = Measured,
        Ports = ports,
        Nodes = nodes,
        Instances = nodes.Length,
        Reason = reason,
    };

    private static ImmutableArray<ServicePort> FlannelOf(Cluster cluster) =>
        cluster.Kubernetes!.Network == PodNetwork.Flannel ? [new("udp", NodePorts.FlannelData, Owner)] : [];

    private static ServicePort Tcp(int port) => new("tcp", port, Owner);
}
