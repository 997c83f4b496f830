using System.Collections.Concurrent;
using System.Collections.Immutable;
using Fridge.Model;
using Fridge.Provisioning.Facts;

namespace Fridge.Provisioning.Kubernetes;

/// <summary>What nodes say about their Kubernetes, and what the first manager's API server does.</summary>
internal sealed class KubernetesFacts
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

    /// <summary>Which programs are unpacked there, whole.</summary>
    public static readonly Fact<string?> Programs = new("kube_programs", """
        cd "$1" || exit 1
        read -r id <id || exit 1
        [ "$(stat -c '%s %n' $(sed 's/^[0-9]* //' sizes))" = "$(cat sizes)" ] && echo "$id"
        """, text => text.Status == 0 ? text.FirstLine : null)
    {
        Arguments = [KubernetesPaths.Programs],
    };

    /// <summary>By layout, so that a fact is one and the same to whoever asks.</summary>
    private static readonly ConcurrentDictionary<KubernetesLayout, KubernetesFacts> All = new(ReferenceEqualityComparer.Instance);

    private KubernetesFacts(KubernetesLayout layout)
    {
        Authority = FileFacts.Text("kube_ca", layout.Authority);
        Mark = FileFacts.Of("kube_mark", layout.Mark, text => text.Status == 0 ? text.FirstLine : null);
        // The kernel gives a number's line end to nobody who reads byte by byte, so read's status says nothing.
        Host = new("kube_host", $$"""
            [ ! -e {{layout.Kubelet}} ] || echo kubelet
            ! systemctl is-active --quiet {{string.Join(' ', layout.Units)}} || echo running
            while read -r device _; do case $device in /*) echo swap; break ;; esac; done </proc/swaps
            for setting in {{string.Join(' ', KubernetesKernel.Settings.Keys)}}; do
              value=
              { read -r value </proc/sys/$setting; } 2>/dev/null
              [ "$value" != 1 ] || echo $setting
            done
            [ ! -e {{layout.Admin}} ] || {{layout.PrintAdmin}} | sha256sum
            :
            """, KubernetesHost.Parse);
        // Asks the API server as its administrator; status 1 where this node has none.
        var ask = $"""
            [ -e {layout.Admin} ] || exit 1
            timeout 15 {layout.Kubectl} --kubeconfig {layout.Admin} --request-timeout=10s get "$1" --all-namespaces -o "go-template=$2"
            """;
        Nodes = new("kube_nodes", ask, text => text.Status == 0 ? KubernetesNode.Parse(text.Lines) : null) { Arguments = ["nodes", NodesTemplate] };
        NodePorts = new("kube_services", ask, text => text.Status == 0 ? [.. text.Lines.Select(NodePort.Parse).OfType<NodePort>()] : null) { Arguments = ["services", ServicesTemplate] };
    }

    /// <summary>Which cluster a node is in, by the certificate of its CA. Null: in none.</summary>
    public Fact<string?> Authority { get; }

    /// <summary>Fridge's own word: <c>forming NAME</c> or <c>formed NAME</c> of the cluster. Null: Fridge put it in none.</summary>
    public Fact<string?> Mark { get; }

    public Fact<KubernetesHost> Host { get; }

    /// <summary>The nodes as the API server knows them; null: there is none on this node, or it doesn't answer.</summary>
    public Fact<ImmutableArray<KubernetesNode>?> Nodes { get; }

    /// <summary>The ports of nodes that services have; null as of <see cref="Nodes"/>.</summary>
    public Fact<ImmutableArray<NodePort>?> NodePorts { get; }

    /// <summary>Read on every node.</summary>
    public IEnumerable<Fact> OfNodes => [EngineFacts.Info, KubernetesMembership.Maker, Programs, Authority, Mark, Host];

    public static KubernetesFacts Of(KubernetesLayout layout) => All.GetOrAdd(layout, static each => new(each));

    public static KubernetesFacts Of(Cluster cluster) => Of(KubernetesLayout.Of(cluster));
}

/// <param name="Namespace">Of the service that has it.</param>
internal sealed record NodePort(string Namespace, int Port, string Protocol)
{
    public static NodePort? Parse(string line) => line.Split(' ') is [var space, var port, var protocol]
        ? new(space, int.Parse(port, System.Globalization.CultureInfo.InvariantCulture), protocol.ToLowerInvariant())
        : null;
}
