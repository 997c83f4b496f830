namespace Fridge.Rollout.Kubernetes;

/// <summary>How a Kubernetes is reached, and what in it is the cluster's.</summary>
public sealed record KubernetesAccess
{
    /// <summary>Where all of the cluster's objects are that a namespace holds.</summary>
    public required string Namespace { get; init; }

    /// <summary>A kubeconfig of this machine, of a Kubernetes that somebody else made; null: Fridge's own, whose first control-plane node has it and dials.</summary>
    public string? Kubeconfig { get; init; }

    /// <summary>Where the first control-plane node keeps its kubeconfig, which only root there reads.</summary>
    public string NodeKubeconfig { get; init; } = "/etc/kubernetes/admin.conf";

    /// <summary>Take over fields that another tool has set.</summary>
    public bool ForceConflicts { get; init; }

    /// <summary>The Secret by which its nodes may pull; null: they need none.</summary>
    public string? PullSecret { get; init; }

    public bool IsAdopted => Kubeconfig is not null;

    /// <summary>The Lease outlives the cluster's own namespace where Fridge may remove that; where it may not, its user may have no rights anywhere else.</summary>
    internal string LeaseNamespace => IsAdopted ? Namespace : "kube-system";
}
