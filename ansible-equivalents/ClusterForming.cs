using Fridge.Model;
using Fridge.Nodes;
using Fridge.Provisioning.Kubernetes;
using Fridge.Provisioning.Kubernetes.K3s;
using Fridge.Provisioning.Kubernetes.Kubeadm;
using Fridge.Provisioning.Stages;
using Fridge.Provisioning.Swarm;

namespace Fridge.Provisioning;

/// <summary>Of which orchestrator hosts that are ready become a cluster.</summary>
public sealed class ClusterForming
{
    private readonly Func<INodeSessions, IReport, TimeProvider, Redactor, IClusterForming> make;

    private ClusterForming(Func<INodeSessions, IReport, TimeProvider, Redactor, IClusterForming> make) => this.make = make;

    /// <summary>Where the first manager keeps the administrator's kubeconfig, which only root there reads; null: it has none.</summary>
    public string? NodeKubeconfig { get; private init; }

    public static ClusterForming Swarm { get; } = new((sessions, report, time, redactor) => new SwarmForming(sessions, report, time, redactor));

    /// <summary>A Kubernetes by kubeadm or k3s, as the cluster file says.</summary>
    /// <param name="programs">What nodes run themselves.</param>
    /// <param name="kubeconfig">Where the cluster's kubeconfig is to be on this machine.</param>
    /// <exception cref="FridgeException">The cluster file asks for what this version doesn't make: wrong use.</exception>
    public static ClusterForming Kubernetes(Cluster cluster, KubernetesPrograms programs, KubeconfigFile kubeconfig)
    {
        KubernetesRefusals.ThrowIfNotYet(cluster);
        return new((sessions, report, _, redactor) => cluster.Orchestrator == Orchestrator.K3s
            ? new K3sForming(sessions, report, redactor, programs, kubeconfig)
            : new KubeadmForming(sessions, report, redactor, programs, kubeconfig))
        {
            NodeKubeconfig = KubernetesLayout.Of(cluster).Admin,
        };
    }

    internal IClusterForming With(INodeSessions sessions, IReport report, TimeProvider time, Redactor redactor) =>
        make(sessions, report, time, redactor);
}
