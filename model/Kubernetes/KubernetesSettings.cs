using System.Net;
using System.Text.Json.Serialization;
using Fridge.Model.Declared;

namespace Fridge.Model;

/// <summary>The <c>kubernetes:</c> part of the cluster file.</summary>
public sealed record KubernetesSettings
{
    /// <summary>Where a cluster file says nothing of them.</summary>
    /// <param name="namespace">The cluster's name.</param>
    public static KubernetesSettings Default(string @namespace) => new()
    {
        Version = KubernetesKeys.Version.Fallback,
        Network = KubernetesKeys.Network.Fallback,
        PodSubnet = KubernetesKeys.PodSubnet.Fallback,
        ServiceSubnet = KubernetesKeys.ServiceSubnet.Fallback,
        Runtime = KubernetesKeys.Runtime.Fallback,
        Namespace = @namespace,
        Dns = KubernetesKeys.Dns.Fallback,
    };

    /// <summary>Whether Kubernetes keeps a namespace for itself: by the prefix that it reserves, and where all is that names none.</summary>
    public static bool IsKubernetesOwn(string @namespace) => @namespace is "default" || @namespace.StartsWith("kube-", StringComparison.Ordinal);

    public required KubernetesVersion Version { get; init; }

    public required PodNetwork Network { get; init; }

    /// <summary>Null: the file names none.</summary>
    public FlannelImages? Flannel { get; init; }

    /// <summary>Each node gets a /24 of it.</summary>
    [JsonConverter(typeof(IpNetworkConverter))]
    public required IPNetwork PodSubnet { get; init; }

    [JsonConverter(typeof(IpNetworkConverter))]
    public required IPNetwork ServiceSubnet { get; init; }

    /// <summary>Null: as <see cref="Taints"/> decides.</summary>
    public bool? TaintControlPlane { get; init; }

    /// <summary>As the file says it; <see cref="EngineOf"/> is what it comes to.</summary>
    public required ContainerRuntime Runtime { get; init; }

    /// <summary>Everything of the cluster's is in it.</summary>
    public required string Namespace { get; init; }

    /// <summary>False: there is no DNS; services have fixed addresses, which pods are given.</summary>
    public required bool Dns { get; init; }

    /// <summary>Whether the control plane's taint keeps other pods off a manager.</summary>
    public bool Taints(Node manager) => TaintControlPlane ?? !manager.Roles.Contains(NodeRole.Worker);

    /// <summary>Never <see cref="ContainerRuntime.Auto"/>: Docker's engine where the kubelet still speaks to it, as Swarm's nodes have it.</summary>
    public ContainerRuntime EngineOf(Orchestrator orchestrator) => Runtime != ContainerRuntime.Auto ? Runtime
        : orchestrator == Orchestrator.Kubeadm && Version.HasDockershim ? ContainerRuntime.Docker
        : ContainerRuntime.Containerd;
}

/// <summary>How pods of one node reach those of another.</summary>
public enum PodNetwork
{
    /// <summary>VXLAN, by the flannel image.</summary>
    Flannel,

    /// <summary>A route to each other node's pods through its address: no image, and no packet in a packet; the nodes are on one network.</summary>
    Routes,
}

public enum ContainerRuntime
{
    Auto,
    Docker,
    Containerd,
}
