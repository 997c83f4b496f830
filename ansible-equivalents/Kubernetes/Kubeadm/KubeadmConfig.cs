using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Fridge.Model;
using Fridge.Nodes;
using Fridge.Provisioning.Facts;
using Fridge.Tooling.Processes;

namespace Fridge.Provisioning.Kubernetes.Kubeadm;

/// <summary>What kubeadm is told, as files: a command line would show a token.</summary>
internal static class KubeadmConfig
{
    /// <summary>Where kubeadm's own images are since 2023; what older releases ask for by default is frozen.</summary>
    private const string Images = "registry.k8s.io";

    /// <summary>Where a kubelet finds containerd.</summary>
    private const string Containerd = "unix:///run/containerd/containerd.sock";

    /// <summary>
    /// The first control plane. The token that kubeadm makes for itself is taken back once the API server answers, and ends in a minute in any case: each join gets one of its own. Limits of conntrack are the kernel's, swap is a person's choice,
    /// and kubelet and engine share one driver of cgroups.
    /// </summary>
    public static string Init(NodeView node)
    {
        var kubernetes = node.All.Cluster.Kubernetes!;
        var api = ApiVersion(kubernetes.Version);
        return $"""
            # Written by Fridge, for kubeadm init.
            apiVersion: {api}
            kind: InitConfiguration
            bootstrapTokens:
            - groups: ["system:bootstrappers:kubeadm:default-node-token"]
              ttl: 1m0s
              usages: [signing, authentication]
            localAPIEndpoint:
              advertiseAddress: {node.Address}
              bindPort: {NodePorts.KubernetesApi}
            {Registration(node)}
            ---
            apiVersion: {api}
            kind: ClusterConfiguration
            clusterName: {node.All.Cluster.Name}
            kubernetesVersion: v{kubernetes.Version}
            imageRepository: {Images}
            networking:
              podSubnet: {kubernetes.PodSubnet}
              serviceSubnet: {kubernetes.ServiceSubnet}
            ---
            apiVersion: kubelet.config.k8s.io/v1beta1
            kind: KubeletConfiguration
            cgroupDriver: {KubeletCgroups.Driver(node.All)}
            failSwapOn: false
            ---
            apiVersion: kubeproxy.config.k8s.io/v1alpha1
            kind: KubeProxyConfiguration
            mode: iptables
            conntrack:
              maxPerCore: 0
              min: 0

            """.ReplaceLineEndings("\n");
    }

    /// <summary>Puts what a join takes on the node, for the moment of it.</summary>
    /// <param name="authority">The PEM of the cluster's CA, by which the node knows its API server.</param>
    public static ShellText Join(NodeView node, IPAddress manager, string authority, Secret token)
    {
        var before = $"""
            apiVersion: {ApiVersion(node.All.Cluster.Kubernetes!.Version)}
            kind: JoinConfiguration
            discovery:
              bootstrapToken:
                apiServerEndpoint: "{manager}:{NodePorts.KubernetesApi}"
                caCertHashes: ["sha256:{HashOfKey(authority)}"]
                token: "
            """.ReplaceLineEndings("\n");
        var after = $"""
            "
            {Registration(node)}

            """.ReplaceLineEndings("\n");
        return ShellText.Of($$"""
            set -eu
            {{NodeFiles.Shell}}
            umask 077
            put {{KubernetesLayout.Kubeadm.Join}} 0600 {{before}}{{token}}{{after}}
            """);
    }

    /// <summary>As <c>caCertHashes</c> has it: SHA-256 of the certificate's public key.</summary>
    internal static string HashOfKey(string pem)
    {
        using var certificate = X509Certificate2.CreateFromPem(pem);
        return Convert.ToHexStringLower(SHA256.HashData(certificate.PublicKey.ExportSubjectPublicKeyInfo()));
    }

    private static string Registration(NodeView node)
    {
        var taints = node.Node.Roles.Contains(NodeRole.Manager) && node.All.Cluster.Kubernetes!.Taints(node.Node)
            ? $"\n  - {{key: {KubernetesLabels.TaintOf(node.All.Cluster.Kubernetes.Version)}, effect: NoSchedule}}"
            : " []";
        return $"""
            nodeRegistration:
              name: {node.Name}{(node.All.Cluster.HasContainerd ? $"\n  criSocket: {Containerd}" : "")}
              taints:{taints}
              kubeletExtraArgs:
                {(HasListsOfArguments(node.All.Cluster.Kubernetes!.Version) ? $"- {{name: node-ip, value: {node.Address}}}" : $"node-ip: {node.Address}")}
            """.ReplaceLineEndings("\n");
    }

    private static string ApiVersion(KubernetesVersion version) =>
        $"kubeadm.k8s.io/{(HasListsOfArguments(version) ? "v1beta4" : version.IsAtLeast(22) ? "v1beta3" : "v1beta2")}";

    private static bool HasListsOfArguments(KubernetesVersion version) => version.IsAtLeast(31);
}
