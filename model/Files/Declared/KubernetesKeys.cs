using System.Net;
using Fridge.Model.Reading;

namespace Fridge.Model.Declared;

/// <summary><c>kubernetes:</c> and <c>kubeconfig:</c>.</summary>
internal static class KubernetesKeys
{
    public static readonly VersionKey Version = new("version", "Kubernetes' release. Leave it out for an existing cluster: its API server says its release.") { Fallback = KubernetesVersion.Default };

    public static readonly ChoiceKey<PodNetwork> Network = new(
        "network",
        "How pods of one node reach the pods of another: flannel's VXLAN, or a route to each node through its address, which needs no image, but all nodes on one network.",
        ("flannel", PodNetwork.Flannel), ("routes", PodNetwork.Routes))
    {
        Fallback = PodNetwork.Flannel,
    };

    private const string ImageRule = "an image by its digest: registry.example.org/flannel@sha256:…";

    public static readonly TextKey FlannelImage = new("image", "flannel's image, which the nodes can pull, for their platforms.", NameRules.ImageByDigest(), ImageRule) { Required = ImageRule, Example = "ghcr.io/flannel-io/flannel@sha256:…" };

    public static readonly TextKey FlannelPlugin = new("plugin", "The image of its CNI plug-in.", NameRules.ImageByDigest(), ImageRule) { Required = ImageRule, Example = "ghcr.io/flannel-io/flannel-cni-plugin@sha256:…" };

    public static readonly MapKey Flannel = new("flannel", "flannel's images, with `network: flannel` of kubeadm; k3s has its own.", FlannelImage, FlannelPlugin)
    {
        Example = "{image: …@sha256:…, plugin: …@sha256:…}",
        Since = "0.2",
    };

    public static readonly NetworkKey PodSubnet = new("podSubnet", "Where pods get their addresses.")
    {
        LongestPrefix = 23,
        Because = "each node gets a /24 of it",
        Fallback = IPNetwork.Parse("10.244.0.0/16"),
    };

    public static readonly NetworkKey ServiceSubnet = new("serviceSubnet", "Where services get their addresses.")
    {
        LongestPrefix = 24,
        Because = "fixed addresses are its first ones",
        Fallback = IPNetwork.Parse("10.96.0.0/12"),
    };

    public static readonly AutoKey TaintControlPlane = new("taintControlPlane", "Whether managers keep other pods away; `auto`: managers that aren't workers do.");

    public static readonly ChoiceKey<ContainerRuntime> Runtime = new(
        "runtime",
        "What runs containers. `auto`: Docker's engine where the kubelet speaks to it (kubeadm, below 1.24), else containerd.",
        ("auto", ContainerRuntime.Auto), ("docker", ContainerRuntime.Docker), ("containerd", ContainerRuntime.Containerd))
    {
        Fallback = ContainerRuntime.Auto,
    };

    public static readonly TextKey Namespace = new("namespace", "The namespace that everything is in.", NameRules.Host(), NameRules.NamespaceRule)
    {
        Otherwise = "the cluster's name",
        Example = "pico",
    };

    public static readonly BooleanKey Dns = new("dns", "Whether the cluster answers for services' names. `false`: services have fixed addresses, and pods are told them.") { Fallback = true };

    public static readonly MapKey All = new("kubernetes", "The Kubernetes that runs the services; not with `orchestrator: swarm`.", Version, Network, Flannel, PodSubnet, ServiceSubnet, TaintControlPlane, Runtime, Namespace, Dns)
    {
        Example = "{version: 1.26.15}",
        Since = "0.2",
    };

    public static readonly TextKey Kubeconfig = new("kubeconfig", "How the API of an existing cluster is reached, only with `orchestrator: kubernetes`: a file, relative to this one.", null, "the path of a kubeconfig")
    {
        Example = "~/.kube/config",
        Since = "0.2",
    };
}
