using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Fridge.Model;
using Fridge.Nodes;
using Fridge.Provisioning.Facts;
using Fridge.Provisioning.HostTasks.RegistryTrust;
using Fridge.Tooling.Processes;

namespace Fridge.Provisioning.Kubernetes.K3s;

/// <summary>What k3s is told, as files: it reads them at each start.</summary>
internal static class K3sConfig
{
    /// <summary>By which a file of Fridge's is known from a person's.</summary>
    public const string Mark = "# Written by Fridge";

    /// <summary>Keys that pods which run stand on, with what the cluster file calls them.</summary>
    public static readonly ImmutableArray<(string Key, string InFile)> Networks = [("cluster-cidr", "podSubnet"), ("service-cidr", "serviceSubnet"), ("flannel-backend", "network")];

    /// <summary>
    /// The network <c>routes</c> is flannel's host-gw: a route to each node's pods, no packet in a packet. What Fridge's manifests ask for nothing of is left out, since it takes memory of a small
    /// board; swap and the driver of cgroups k3s finds out by itself.
    /// </summary>
    public static string Server(NodeView node)
    {
        var kubernetes = node.All.Cluster.Kubernetes!;
        var text = Begin(node, "server")
            .AppendLine(CultureInfo.InvariantCulture, $"cluster-cidr: {kubernetes.PodSubnet}")
            .AppendLine(CultureInfo.InvariantCulture, $"service-cidr: {kubernetes.ServiceSubnet}")
            .AppendLine(CultureInfo.InvariantCulture, $"flannel-backend: {Backend(kubernetes.Network)}");
        AppendList(text, "tls-san", new[] { node.Name, node.Node.Address, node.Address.ToString() }.Distinct());
        AppendList(text, "node-taint", kubernetes.Taints(node.Node) ? [$"{KubernetesLabels.TaintOf(kubernetes.Version)}:NoSchedule"] : []);
        AppendList(text, "disable", ["traefik", "servicelb", "metrics-server", .. kubernetes.Dns ? Array.Empty<string>() : ["coredns"]]);
        return text.AppendLine("write-kubeconfig-mode: \"0600\"").ToString().ReplaceLineEndings("\n");
    }

    /// <summary>
    /// Its token joins it once, and is taken back then: from there on the kubelet's certificate says who it is. k3s wants the file at each start all the same; the hash in it holds the server to
    /// the cluster's CA.
    /// </summary>
    public static string Agent(NodeView node) => Begin(node, "agent")
        .AppendLine(CultureInfo.InvariantCulture, $"server: https://{node.All[node.All.FirstManager].Address}:{NodePorts.KubernetesApi}")
        .AppendLine(CultureInfo.InvariantCulture, $"token-file: {KubernetesLayout.K3s.Join}")
        .ToString().ReplaceLineEndings("\n");

    /// <summary>The cluster's own registry, by the certificate that the engine's folder has, so that there is one copy to renew. Null: nodes pull from elsewhere, by a Secret.</summary>
    public static string? Registries(Cluster cluster) => cluster.ImageSource is not null ? null : $"""
        {Mark}: how k3s reaches the cluster's registry.
        mirrors:
          "{WellKnown.Registry}":
            endpoint:
            - "https://{WellKnown.Registry}"
        configs:
          "{WellKnown.Registry}":
            tls:
              ca_file: {RegistryTrustTask.Folder}/ca.crt
              cert_file: {RegistryTrustTask.Folder}/client.cert
              key_file: {RegistryTrustTask.Folder}/client.key

        """.ReplaceLineEndings("\n");

    /// <summary>Puts the token on the node, root's alone.</summary>
    public static ShellText Join(Secret token) => ShellText.Of($"""
        set -eu
        {NodeFiles.Shell}
        umask 077
        put {KubernetesLayout.K3s.Join} 0600 {token}
        """);

    /// <returns>What a config says of a key; null: nothing.</returns>
    public static string? Value(string config, string key) => config.Split('\n')
        .Where(line => line.StartsWith($"{key}: ", StringComparison.Ordinal)).Select(line => line[(key.Length + 2)..]).FirstOrDefault();

    /// <summary>As the cluster file says it.</summary>
    public static string InFile(string value) => value switch
    {
        "vxlan" => "flannel",
        "host-gw" => "routes",
        _ => value,
    };

    private static string Backend(PodNetwork network) => network == PodNetwork.Routes ? "host-gw" : "vxlan";

    private static StringBuilder Begin(NodeView node, string command) => new StringBuilder()
        .AppendLine(CultureInfo.InvariantCulture, $"{Mark}, for k3s {command}.")
        .AppendLine(CultureInfo.InvariantCulture, $"node-name: {node.Name}")
        .AppendLine(CultureInfo.InvariantCulture, $"node-ip: {node.Address}");

    private static void AppendList(StringBuilder text, string key, IEnumerable<string> values)
    {
        var all = values.ToList();
        if (all.Count == 0)
            return;
        text.Append(key).AppendLine(":");
        foreach (var value in all)
            text.AppendLine(CultureInfo.InvariantCulture, $"- \"{value}\"");
    }
}
