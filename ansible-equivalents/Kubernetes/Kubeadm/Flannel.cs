using System.Security.Cryptography;
using System.Text;
using Fridge.Model;
using Fridge.Provisioning.Changes;
using Fridge.Provisioning.Facts;

namespace Fridge.Provisioning.Kubernetes.Kubeadm;

/// <summary>The network <c>flannel</c>: pods' packets go to the other nodes within UDP (VXLAN). A pod of each node lays that, and the plug-in by which kubelets give pods their addresses.</summary>
internal static class Flannel
{
    /// <summary>As upstream has it.</summary>
    private const string Namespace = "kube-flannel";

    private const string Manifest = $"{KubernetesPaths.Folder}/flannel.yaml";
    private const string Annotation = "fridge.dev/spec";

    private static readonly Fact<string?> File = FileFacts.Text("kube_flannel_file", Manifest);

    /// <summary>The hash of what the API server was given; null: nothing, or it doesn't answer.</summary>
    public static readonly Fact<string?> Applied = new("kube_flannel", $$$"""
        [ -e {{{KubernetesLayout.Kubeadm.Admin}}} ] || exit 1
        timeout 15 {{{KubernetesLayout.Kubeadm.Kubectl}}} --kubeconfig {{{KubernetesLayout.Kubeadm.Admin}}} --request-timeout=10s get daemonset -n {{{Namespace}}} kube-flannel-ds -o 'go-template={{index .metadata.annotations "{{{Annotation}}}"}}'
        """, text => text.Status == 0 && text.FirstLine is { Length: > 0 } hash ? hash : null);

    public static IEnumerable<Fact> Facts => [File, Applied];

    /// <summary>On the first manager, as soon as its API server answers.</summary>
    public static IEnumerable<Finding> Examine(NodeView first)
    {
        var kubernetes = first.All.Cluster.Kubernetes!;
        var text = Objects(kubernetes);
        List<Change> changes = [.. FileChange.Make(KubernetesPlanner.Source, first.Name, Manifest, "0644", first.Read(File), text)];
        if (changes.Count > 0 || first.Read(Applied) != HashOf(kubernetes))
        {
            changes.Add(KubernetesPlanner.On(first, "apply flannel to the cluster", Shell.Text($"apply_flannel {Manifest}\n")));
        }

        return changes;
    }

    public static IEnumerable<Refusal> Refusals(ClusterView cluster)
    {
        var state = new KubernetesState(cluster);
        return state.IsFormed && OtherNetwork(state.First) is { } other ? [KubernetesRefusals.OfNetwork(state.First, "network", other)] : [];
    }

    /// <summary>What pods of one network have as addresses and ways, those of another don't.</summary>
    /// <returns>Null: the cluster has the network that is asked for, or none yet.</returns>
    private static string? OtherNetwork(NodeView first) => first.All.Cluster.Kubernetes!.Network switch
    {
        PodNetwork.Flannel when first.Read(PodRoutes.PluginsFile) is not null => "routes",
        PodNetwork.Routes when first.Read(Applied) is not null => "flannel",
        _ => null,
    };

    /// <summary>As the documents of one file; the last has the hash of all that stands before it.</summary>
    public static string Objects(KubernetesSettings kubernetes) => $"{Frame(kubernetes)}---\n{DaemonSet(kubernetes, HashOf(kubernetes))}";

    public static string HashOf(KubernetesSettings kubernetes) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Frame(kubernetes) + DaemonSet(kubernetes, ""))))[..16];

    private static string Frame(KubernetesSettings kubernetes) => $$$$"""
        # Written by Fridge: flannel, with the rights of its pods.
        apiVersion: v1
        kind: Namespace
        metadata:
          name: {{{{Namespace}}}}
          labels: {pod-security.kubernetes.io/enforce: privileged}
        ---
        apiVersion: v1
        kind: ServiceAccount
        metadata: {name: flannel, namespace: {{{{Namespace}}}}}
        ---
        apiVersion: rbac.authorization.k8s.io/v1
        kind: ClusterRole
        metadata: {name: flannel}
        rules:
        - {apiGroups: [""], resources: [pods], verbs: [get]}
        - {apiGroups: [""], resources: [nodes], verbs: [get, list, watch]}
        - {apiGroups: [""], resources: [nodes/status], verbs: [patch]}
        ---
        apiVersion: rbac.authorization.k8s.io/v1
        kind: ClusterRoleBinding
        metadata: {name: flannel}
        roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: flannel}
        subjects:
        - {kind: ServiceAccount, name: flannel, namespace: {{{{Namespace}}}}}
        ---
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: kube-flannel-cfg, namespace: {{{{Namespace}}}}}
        data:
          cni-conf.json: |
            {
              "name": "cbr0",
              "cniVersion": "0.3.1",
              "plugins": [
                {"type": "flannel", "delegate": {"hairpinMode": true, "isDefaultGateway": true}},
                {"type": "portmap", "capabilities": {"portMappings": true}}
              ]
            }
          net-conf.json: |
            {"Network": "{{{{kubernetes.PodSubnet}}}}", "Backend": {"Type": "vxlan", "Port": {{{{NodePorts.FlannelData}}}}}}

        """.ReplaceLineEndings("\n");

    /// <summary>The plug-in's file is what kubelets wait for, so it is laid after the program that it names.</summary>
    private static string DaemonSet(KubernetesSettings kubernetes, string hash) => $$$$"""
        apiVersion: apps/v1
        kind: DaemonSet
        metadata:
          name: kube-flannel-ds
          namespace: {{{{Namespace}}}}
          annotations: {{{{{Annotation}}}}: "{{{{hash}}}}"}
        spec:
          selector:
            matchLabels: {app: flannel}
          template:
            metadata:
              labels: {app: flannel}
            spec:
              hostNetwork: true
              priorityClassName: system-node-critical
              serviceAccountName: flannel
              nodeSelector: {kubernetes.io/os: linux}
              tolerations:
              - {operator: Exists, effect: NoSchedule}
              initContainers:
              - name: install-cni-plugin
                image: {{{{kubernetes.Flannel!.Plugin}}}}
                command: [cp]
                args: [-f, /flannel, /opt/cni/bin/flannel]
                volumeMounts:
                - {name: cni-plugin, mountPath: /opt/cni/bin}
              - name: install-cni
                image: {{{{kubernetes.Flannel.Image}}}}
                command: [cp]
                args: [-f, /etc/kube-flannel/cni-conf.json, /etc/cni/net.d/10-flannel.conflist]
                volumeMounts:
                - {name: cni, mountPath: /etc/cni/net.d}
                - {name: flannel-cfg, mountPath: /etc/kube-flannel/}
              containers:
              - name: kube-flannel
                image: {{{{kubernetes.Flannel.Image}}}}
                command: [/opt/bin/flanneld]
                args: [--ip-masq, --kube-subnet-mgr]
                env:
                - {name: POD_NAME, valueFrom: {fieldRef: {fieldPath: metadata.name}}}
                - {name: POD_NAMESPACE, valueFrom: {fieldRef: {fieldPath: metadata.namespace}}}
                - {name: EVENT_QUEUE_DEPTH, value: "5000"}
                resources:
                  requests: {cpu: 100m, memory: 50Mi}
                securityContext:
                  privileged: false
                  capabilities: {add: [NET_ADMIN, NET_RAW]}
                volumeMounts:
                - {name: run, mountPath: /run/flannel}
                - {name: flannel-cfg, mountPath: /etc/kube-flannel/}
                - {name: xtables-lock, mountPath: /run/xtables.lock}
              volumes:
              - {name: run, hostPath: {path: /run/flannel, type: DirectoryOrCreate}}
              - {name: cni-plugin, hostPath: {path: /opt/cni/bin, type: DirectoryOrCreate}}
              - {name: cni, hostPath: {path: /etc/cni/net.d, type: DirectoryOrCreate}}
              - {name: flannel-cfg, configMap: {name: kube-flannel-cfg}}
              - {name: xtables-lock, hostPath: {path: /run/xtables.lock, type: FileOrCreate}}

        """.ReplaceLineEndings("\n");
}
