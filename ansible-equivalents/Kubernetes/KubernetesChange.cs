using System.Net;
using Fridge.Provisioning.Changes;

namespace Fridge.Provisioning.Kubernetes;

/// <param name="Architecture">Debian's name: whose programs the node runs itself.</param>
internal sealed record LayPrograms(string Node, string Architecture, string Id)
    : Change(KubernetesPlanner.Source, Node, $"lay out Kubernetes' programs ({Id}, {Architecture})", "");

/// <param name="Address">Where the others reach it.</param>
internal sealed record JoinKubernetes(string Node, IPAddress Address, IPAddress Manager)
    : Change(KubernetesPlanner.Source, Node, $"join the Kubernetes of {Manager} at {Address}", "");

/// <param name="File">On this machine.</param>
internal sealed record BringKubeconfig(string Node, string File)
    : Change(KubernetesPlanner.Source, Node, $"bring its kubeconfig to {File}", "");
