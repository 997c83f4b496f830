using System.Collections.Immutable;
using System.Globalization;

namespace Fridge.Model;

/// <summary>Ports of a node that are the same on every cluster; <see cref="ClusterServices"/> says which service has them.</summary>
public static class NodePorts
{
    public const int Ssh = 22;

    /// <summary>TCP, on managers.</summary>
    public const int SwarmManagement = 2377;

    /// <summary>TCP and UDP.</summary>
    public const int SwarmGossip = 7946;

    /// <summary>UDP: the overlays' packets.</summary>
    public const int SwarmData = 4789;

    /// <summary>Of <see cref="WellKnown.Registry"/>, on the first manager.</summary>
    public static int Registry { get; } = int.Parse(WellKnown.Registry.Split(':')[1], CultureInfo.InvariantCulture);

    /// <summary>Of the same registry, on the loopback of the first manager alone: where Fridge writes.</summary>
    public const int RegistryWriting = 5001;

    /// <summary>TCP, on the control plane: the API server.</summary>
    public const int KubernetesApi = 6443;

    /// <summary>TCP, on the control plane.</summary>
    public const int EtcdClient = 2379;

    /// <summary>TCP, on the control plane.</summary>
    public const int EtcdPeer = 2380;

    /// <summary>TCP.</summary>
    public const int Kubelet = 10250;

    /// <summary>TCP: whether kube-proxy is well.</summary>
    public const int KubeProxyHealth = 10256;

    /// <summary>TCP, on the control plane.</summary>
    public const int ControllerManager = 10257;

    /// <summary>TCP, on the control plane.</summary>
    public const int Scheduler = 10259;

    /// <summary>UDP: flannel's packets.</summary>
    public const int FlannelData = 8472;

    /// <summary>What Kubernetes gives services of type NodePort from, both ends included.</summary>
    public static (int Least, int Most) OfKubernetesServices { get; } = (30000, 32767);

    /// <summary>TCP, on some node: ssh can have none of them.</summary>
    public static ImmutableArray<int> ReservedBy(Orchestrator orchestrator) => orchestrator == Orchestrator.Swarm
        ? [SwarmManagement, Registry, RegistryWriting, SwarmGossip]
        : [EtcdClient, EtcdPeer, Registry, RegistryWriting, KubernetesApi, Kubelet, KubeProxyHealth, ControllerManager, Scheduler];
}
