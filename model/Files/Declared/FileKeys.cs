using System.Collections.Immutable;
using Fridge.Model.Reading;

namespace Fridge.Model.Declared;

/// <summary>The keys of the file itself.</summary>
internal static class FileKeys
{
    public const string Version = "fridge/v1";

    public static readonly ChoiceKey<string> ApiVersion = new("apiVersion", "The version of this format.", (Version, Version))
    {
        Required = $"a cluster file begins with 'apiVersion: {Version}'",
        Example = Version,
    };

    public static readonly TextKey Name = new("name", "Names the stack, the state folder and what Destroy asks for.", NameRules.Short(), NameRules.ClusterRule)
    {
        Required = NameRules.ClusterRule,
        Example = "pico",
    };

    public static readonly ChoiceKey<Orchestrator> Orchestrator = new(
        "orchestrator",
        "What runs the services: Docker Swarm, a Kubernetes that kubeadm or k3s makes of the nodes, or an existing Kubernetes.",
        ("swarm", Fridge.Model.Orchestrator.Swarm),
        ("kubeadm", Fridge.Model.Orchestrator.Kubeadm),
        ("k3s", Fridge.Model.Orchestrator.K3s),
        ("kubernetes", Fridge.Model.Orchestrator.Kubernetes))
    {
        Fallback = Fridge.Model.Orchestrator.Swarm,
    };

    public static readonly ImmutableArray<Key> All =
    [
        ApiVersion, Name, Orchestrator, KubernetesKeys.All, KubernetesKeys.Kubeconfig, ImageSourceKeys.All,
        NetworkKeys.Virtual, SshKeys.All, NetworkKeys.Network, FlinkSettingsKeys.All, JobKeys.All, StateKeys.All, ServicesKeys.All, NodeKeys.All,
    ];
}
