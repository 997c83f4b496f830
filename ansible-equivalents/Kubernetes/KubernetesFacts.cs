using System.Collections.Immutable;
using Fridge.Provisioning.Facts;

namespace Fridge.Provisioning.Kubernetes;

/// <summary>What nodes say about their Kubernetes, and what the first manager's API server does.</summary>
internal static class KubernetesFacts
{
    /// <summary>As <c>kubectl</c> fills it in: lines that <see cref="KubernetesNode.Parse"/> reads.</summary>
    private const string NodesTemplate = """
        {{range .items}}node {{.metadata.name}}
        version {{.status.nodeInfo.kubeletVersion}}
        {{with .spec.podCIDR}}pods {{.}}
        {{end}}{{range $key, $value := .metadata.labels}}label {{$key}}={{$value}}
        {{end}}{{range .spec.taints}}taint {{.key}}:{{.effect}}
        {{end}}{{range .status.addresses}}{{if eq .type "InternalIP"}}address {{.address}}
        {{end}}{{end}}{{range .status.conditions}}{{if eq .type "Ready"}}ready {{.status}}
        {{end}}{{end}}{{end}}
        """;

    private const string ServicesTemplate = """
        {{range .items}}{{$namespace := .metadata.namespace}}{{range .spec.ports}}{{if .nodePort}}{{$namespace}} {{.nodePort}} {{.protocol}}
        {{end}}{{end}}{{end}}
        """;

    /// <summary>Asks the API server as its administrator; status 1 where this node has none.</summary>
    private const string Ask = $"""
        [ -e {KubernetesPaths.Admin} ] || exit 1
        timeout 15 {KubernetesPaths.Kubectl} --kubeconfig {KubernetesPaths.Admin} --request-timeout=10s get "$1" --all-namespaces -o "go-template=$2"
        """;

    /// <summary>Which cluster a node is in, by the certificate of its CA. Null: in none.</summary>
    public static readonly Fact<string?> Authority = FileFacts.Text("kube_ca", KubernetesPaths.Authority);

    /// <summary>Fridge's own word: <c>forming NAME</c> or <c>formed NAME</c> of the cluster. Null: Fridge put it in none.</summary>
    public static readonly Fact<string?> Mark = FileFacts.Of("kube_mark", KubernetesPaths.Mark, text => text.Status == 0 ? text.FirstLine : null);

    /// <summary>Which programs are unpacked there, whole.</summary>
    public static readonly Fact<string?> Programs = new("kube_programs", """
        cd "$1" || exit 1
        read -r id <id || exit 1
        [ "$(stat -c '%s %n' $(sed 's/^[0-9]* //' sizes))" = "$(cat sizes)" ] && echo "$id"
        """, text => text.Status == 0 ? text.FirstLine : null)
    {
        Arguments = [KubernetesPaths.Programs],
    };

    // The kernel gives a number's line end to nobody who reads byte by byte, so read's status says nothing.
    public static readonly Fact<KubernetesHost> Host = new("kube_host", $$"""
        [ ! -e {{KubernetesPaths.Kubelet}} ] || echo kubelet
        ! systemctl is-active --quiet kubelet || echo running
        while read -r device _; do case $device in /*) echo swap; break ;; esac; done </proc/swaps
        for setting in {{string.Join(' ', KubernetesKernel.Settings.Keys)}}; do
          value=
          { read -r value </proc/sys/$setting; } 2>/dev/null
          [ "$value" != 1 ] || echo $setting
        done
        [ ! -e {{KubernetesPaths.Admin}} ] || sha256sum <{{KubernetesPaths.Admin}}
        :
        """, KubernetesHost.Parse);

    /// <summary>The nodes as the API server knows them; null: there is none on this node, or it doesn't answer.</summary>
    public static readonly Fact<ImmutableArray<KubernetesNode>?> Nodes = new("kube_nodes", Ask, text => text.Status == 0 ? KubernetesNode.Parse(text.Lines) : null)
    {
        Arguments = ["nodes", NodesTemplate],
    };

    /// <summary>The ports of nodes that services have; null as of <see cref="Nodes"/>.</summary>
    public static readonly Fact<ImmutableArray<NodePort>?> NodePorts = new("kube_services", Ask, text => text.Status == 0 ? [.. text.Lines.Select(NodePort.Parse).OfType<NodePort>()] : null)
    {
        Arguments = ["services", ServicesTemplate],
    };
}

/// <param name="Namespace">Of the service that has it.</param>
internal sealed record NodePort(string Namespace, int Port, string Protocol)
{
    public static NodePort? Parse(string line) => line.Split(' ') is [var space, var port, var protocol]
        ? new(space, int.Parse(port, System.Globalization.CultureInfo.InvariantCulture), protocol.ToLowerInvariant())
        : null;
}
