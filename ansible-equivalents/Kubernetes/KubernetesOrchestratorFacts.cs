using System.Net;
using Fridge.Model;
using Fridge.Provisioning.Facts;

namespace Fridge.Provisioning.Kubernetes;

/// <summary>Kubernetes' word to the host tasks.</summary>
internal sealed class KubernetesOrchestratorFacts : IOrchestratorFacts
{
    public string Title => "Kubernetes";

    public IEnumerable<Fact> OfFirstManager => [KubernetesFacts.Nodes, KubernetesFacts.NodePorts];

    public IEnumerable<int> OwnPorts(Node node) => node.Roles.Contains(NodeRole.Manager)
        ? [NodePorts.KubernetesApi, NodePorts.EtcdClient, NodePorts.EtcdPeer, NodePorts.ControllerManager, NodePorts.Scheduler, NodePorts.Kubelet]
        : [NodePorts.Kubelet];

    public bool MayListen(NodeView node) => node.Read(KubernetesMembership.Maker) is not null;

    public IEnumerable<IPNetwork> Inside(Cluster cluster) => [cluster.Kubernetes!.PodSubnet, cluster.Kubernetes.ServiceSubnet];

    /// <summary>A service's port is open on every node.</summary>
    public IEnumerable<ClosedPort>? Published(NodeView node) => Ports(node.All[node.All.FirstManager])?.Select(port => new ClosedPort(port.Protocol, port.Port));

    /// <summary>kube-proxy of this release listens on the ports of services, so that nobody else takes them.</summary>
    public bool MayPublish(NodeView manager, int port) => Ports(manager) is { } ports ? ports.Any(known => known.Port == port) : MayListen(manager);

    private static IEnumerable<NodePort>? Ports(NodeView manager) =>
        manager.Read(KubernetesFacts.NodePorts)?.Where(port => port.Namespace == manager.All.Cluster.Kubernetes!.Namespace);
}
