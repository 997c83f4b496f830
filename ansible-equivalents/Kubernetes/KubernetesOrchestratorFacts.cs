using System.Net;
using Fridge.Model;
using Fridge.Provisioning.Facts;

namespace Fridge.Provisioning.Kubernetes;

/// <summary>Kubernetes' word to the host tasks.</summary>
internal sealed class KubernetesOrchestratorFacts(KubernetesLayout layout) : IOrchestratorFacts
{
    public string Title => "Kubernetes";

    public IEnumerable<Fact> OfFirstManager => [layout.Facts.Nodes, layout.Facts.NodePorts];

    public IEnumerable<int> OwnPorts(Node node) => layout.PortsOf(node);

    public bool MayListen(NodeView node) => node.Read(KubernetesMembership.Maker) is not null;

    public IEnumerable<IPNetwork> Inside(Cluster cluster) => [cluster.Kubernetes!.PodSubnet, cluster.Kubernetes.ServiceSubnet];

    /// <summary>A service's port is open on every node.</summary>
    public IEnumerable<ClosedPort>? Published(NodeView node) => Ports(node.All[node.All.FirstManager])?.Select(port => new ClosedPort(port.Protocol, port.Port));

    /// <summary>kube-proxy of this release listens on the ports of services, so that nobody else takes them.</summary>
    public bool MayPublish(NodeView manager, int port) => Ports(manager) is { } ports ? ports.Any(known => known.Port == port) : MayListen(manager);

    private IEnumerable<NodePort>? Ports(NodeView manager) =>
        manager.Read(layout.Facts.NodePorts)?.Where(port => port.Namespace == manager.All.Cluster.Kubernetes!.Namespace);
}
