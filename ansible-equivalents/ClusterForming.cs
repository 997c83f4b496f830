using Fridge.Model;
using Fridge.Nodes;
using Fridge.Provisioning.Kubernetes;
using Fridge.Provisioning.Kubernetes.Kubeadm;
using Fridge.Provisioning.Stages;
using Fridge.Provisioning.Swarm;

namespace Fridge.Provisioning;

/// <summary>Of which orchestrator hosts that are ready become a cluster.</summary>
public sealed class ClusterForming
{
    private readonly Func<INodeSessions, IReport, TimeProvider, Redactor, IClusterForming> make;

    private ClusterForming(Func<INodeSessions, IReport, TimeProvider, Redactor, IClusterForming> make) => this.make = make;

    public static ClusterForming Swarm { get; } = new((sessions, report, time, redactor) => new SwarmForming(sessions, report, time, redactor));

    /// <summary>By kubeadm.</summary>
    /// <param name="programs">What nodes run themselves.</param>
    /// <param name="kubeconfig">Where the cluster's kubeconfig is to be on this machine.</param>
    /// <exception cref="FridgeException">The cluster file asks for what this version doesn't make: wrong use.</exception>
    public static ClusterForming Kubeadm(Cluster cluster, KubernetesPrograms programs, KubeconfigFile kubeconfig)
    {
        KubernetesRefusals.ThrowIfNotYet(cluster);
        return new((sessions, report, _, redactor) => new KubeadmForming(sessions, report, redactor, programs, kubeconfig));
    }

    internal IClusterForming With(INodeSessions sessions, IReport report, TimeProvider time, Redactor redactor) =>
        make(sessions, report, time, redactor);
}
