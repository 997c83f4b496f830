using System.Net;
using Fridge.Model.Declared;
using Fridge.Model.Yaml;

namespace Fridge.Model.Reading;

/// <summary>The rules between the orchestrator, the keys that belong to one of them, and the nodes.</summary>
internal static class KubernetesRules
{
    public static void Apply(Cluster cluster, VirtualNetwork? virtualNetwork, MapReader file, Findings findings)
    {
        CheckKeys(cluster, file, findings);
        CheckPassword(cluster, file, findings);
        if (cluster.Kubernetes is null)
            return;
        CheckNamespace(cluster.Kubernetes, file, findings);
        // Of an existing Kubernetes they are its owner's, but for fixed addresses of services.
        if (!cluster.IsAdopted || !cluster.Kubernetes.Dns)
            CheckSubnets(cluster, virtualNetwork, file, findings);
        CheckTaint(cluster, file, findings);
        CheckFlannel(cluster, file, findings);
        CheckK3s(cluster, isVirtual: virtualNetwork is not null, file, findings);
        foreach (var rule in SupportMatrix.Kubernetes.Where(rule => rule.Applies(cluster)))
            findings.Refuse(PlaceOf(file, rule.Key), $"{rule.What(cluster)} cannot work: {rule.Reason}", $"use {rule.Instead}");
    }

    private static void CheckKeys(Cluster cluster, MapReader file, Findings findings)
    {
        if (cluster.Kubernetes is null)
            Refuse(KubernetesKeys.All, "leave it out, or set orchestrator: kubeadm, k3s or kubernetes");
        else
            Refuse(NetworkKeys.Network, "leave it out: Kubernetes' networks are kubernetes.podSubnet and kubernetes.serviceSubnet");
        if (!cluster.IsAdopted)
        {
            Require(NodeKeys.All, file.At, NodeKeys.Shape);
            Refuse(KubernetesKeys.Kubeconfig, "leave it out: it belongs to an existing Kubernetes, orchestrator: kubernetes");
            return;
        }

        CheckAdopted(file, findings);
        var place = file.PlaceOf(FileKeys.Orchestrator);
        Require(KubernetesKeys.Kubeconfig, place, "kubeconfig: PATH says how the API is reached");
        Require(ImageSourceKeys.All, place, $"registry: {{url, credentials}} names one that the cluster's nodes can pull from; expected {ImageSourceKeys.UrlRule}");

        void Refuse(Key key, string expected)
        {
            if (file.Take(key) is { } value)
                findings.Refuse(value.At, $"'{key.Name}' with the orchestrator {file.Take(FileKeys.Orchestrator)?.Describe() ?? "swarm"}", expected);
        }

        void Require(Key key, Position place, string expected)
        {
            if (file.Take(key) is null)
                findings.Refuse(place, $"'{key.Name}' is missing{(cluster.IsAdopted ? " with the orchestrator 'kubernetes'" : "")}", expected);
        }
    }

    /// <summary>What somebody else has decided already, and his API says.</summary>
    private static void CheckAdopted(MapReader file, Findings findings)
    {
        foreach (var key in new Key[] { NodeKeys.All, NetworkKeys.Virtual, SshKeys.All })
        {
            if (file.Take(key) is { } value)
                findings.Refuse(value.At, $"'{key.Name}' with the orchestrator 'kubernetes'", "leave it out: Fridge touches no host of an existing Kubernetes, and its API says which nodes it has");
        }

        if (file.Take(KubernetesKeys.All) is YamlMap map && map.Entries.FirstOrDefault(entry => entry.Key.Text == KubernetesKeys.Version.Name) is { } version)
            findings.Refuse(version.Value.At, "'kubernetes.version' with the orchestrator 'kubernetes'", "leave it out: its API server says which it is");
    }

    private static void CheckPassword(Cluster cluster, MapReader file, Findings findings)
    {
        if (cluster.ImageSource?.Credentials is { Password.Source: SecretSource.Generated })
            findings.Refuse(file.PlaceOf(ImageSourceKeys.All), "'registry.credentials.password' says 'generate'", "where it comes from: {env: NAME}, {file: PATH} or {prompt: true}; the registry has to know it");
    }

    private static void CheckNamespace(KubernetesSettings kubernetes, MapReader file, Findings findings)
    {
        if (!KubernetesSettings.IsKubernetesOwn(kubernetes.Namespace))
            return;
        var isNamed = file.Take(KubernetesKeys.All) is YamlMap map && map.Entries.Any(entry => entry.Key.Text == KubernetesKeys.Namespace.Name);
        findings.Refuse(
            isNamed ? file.PlaceOf(KubernetesKeys.All, KubernetesKeys.Namespace) : file.PlaceOf(FileKeys.Name),
            $"the namespace '{kubernetes.Namespace}' is Kubernetes' own{(isNamed ? "" : ", and the cluster's name is its namespace where the file names none")}",
            "kubernetes: {namespace: NAME}, neither default nor one that begins with kube-");
    }

    private static void CheckSubnets(Cluster cluster, VirtualNetwork? virtualNetwork, MapReader file, Findings findings)
    {
        var (pods, services) = (cluster.Kubernetes!.PodSubnet, cluster.Kubernetes.ServiceSubnet);
        if (Overlap(pods, services))
            findings.Refuse(file.PlaceOf(KubernetesKeys.All, KubernetesKeys.ServiceSubnet), $"the serviceSubnet {services} overlaps the podSubnet {pods}", "two networks that have no address in common");
        foreach (var (key, subnet) in new[] { (KubernetesKeys.PodSubnet, pods), (KubernetesKeys.ServiceSubnet, services) })
        {
            if (virtualNetwork is not null && Overlap(subnet, virtualNetwork.Subnet))
                findings.Refuse(file.PlaceOf(KubernetesKeys.All, key), $"the {key.Name} {subnet} overlaps the virtual subnet {virtualNetwork.Subnet}", "a network that has no node in it");
            else if (cluster.Nodes.FirstOrDefault(node => IPAddress.TryParse(node.Address, out var ip) && subnet.Contains(ip)) is { } node)
                findings.Refuse(file.PlaceOf(KubernetesKeys.All, key), $"the {key.Name} {subnet} contains the node {node.Name} ({node.Address})", "a network that has no node in it");
        }
    }

    /// <summary>Its images could not be pulled where this was written.</summary>
    private static void CheckFlannel(Cluster cluster, MapReader file, Findings findings)
    {
        if (cluster is { Orchestrator: Orchestrator.Kubeadm, Kubernetes: { Network: PodNetwork.Flannel, Flannel: not null } })
            findings.Warn(file.PlaceOf(KubernetesKeys.All, KubernetesKeys.Network), "kubernetes.network: flannel has never been run: its manifest and the plan are tested, but no packet went through it", "what works, where all nodes are on one network: routes");
    }

    /// <summary>Its releases could not be downloaded where this was written; and a virtual Pi has its stand-in for runc below Docker and the host's containerd alone.</summary>
    private static void CheckK3s(Cluster cluster, bool isVirtual, MapReader file, Findings findings)
    {
        if (cluster.Orchestrator != Orchestrator.K3s)
            return;
        var place = file.PlaceOf(FileKeys.Orchestrator);
        if (isVirtual)
            findings.Refuse(place, "k3s on virtual Pis: it runs containers by a runc of its own, which asks for more than a virtual Pi is given", "orchestrator: kubeadm, or real nodes with their addresses");
        else
            findings.Warn(place, "orchestrator: k3s was never seen to run: its files and the plan are tested, no node has started it", "what runs, on virtual Pis of this machine too: kubeadm; on 32-bit ARM up to 1.26");
        if (cluster.Kubernetes!.Flannel is not null)
            findings.Refuse(file.PlaceOf(KubernetesKeys.All, KubernetesKeys.Flannel), "'kubernetes.flannel' with the orchestrator 'k3s'", "leave it out: k3s has flannel inside of it");
    }

    /// <summary>A tainted manager takes no TaskManager, which is what a worker is for.</summary>
    private static void CheckTaint(Cluster cluster, MapReader file, Findings findings)
    {
        if (cluster.Kubernetes!.TaintControlPlane == true && cluster.Managers.FirstOrDefault(node => node.Roles.Contains(NodeRole.Worker)) is { } both)
            findings.Refuse(file.PlaceOf(KubernetesKeys.All, KubernetesKeys.TaintControlPlane), $"'kubernetes.taintControlPlane' is true, and the manager {both.Name} is a worker too", "auto, or roles: [manager] for that node");
    }

    private static bool Overlap(IPNetwork one, IPNetwork other) => one.Contains(other.BaseAddress) || other.Contains(one.BaseAddress);

    private static Position PlaceOf(MapReader file, Key? key) =>
        key is null ? file.PlaceOf(FileKeys.Orchestrator) : file.PlaceOf(KubernetesKeys.All, key);
}
