using System.Net;
using Fridge.Provisioning.Changes;
using Fridge.Provisioning.Facts;
using Fridge.Provisioning.HostTasks;

namespace Fridge.Provisioning.Kubernetes.Kubeadm;

/// <summary>The network <c>routes</c>: a bridge on each node, and a route to each other's through its address; flannel's host-gw, without flannel.</summary>
internal static class PodRoutes
{
    private const string Plugins = "/etc/cni/net.d/10-fridge.conflist";
    private const string List = $"{KubernetesPaths.Folder}/routes";

    private static readonly ManagedScript Script = new("routes.sh", $"{KubernetesPaths.Folder}/routes.sh");
    private static readonly BootUnit AtBoot = new("fridge-routes.service", "Lets pods of one node reach the pods of the others", Script, before: "kubelet.service");
    private static readonly TimedUnit EachMinute = new("fridge-routes-keep", "Adds the routes to pods again where another tool has removed them", Script);

    internal static readonly Fact<string?> PluginsFile = FileFacts.Text("kube_cni", Plugins);
    private static readonly Fact<string?> ListFile = FileFacts.Text("kube_routes", List);

    /// <summary>The routes that the kernel has through a node, as the list has them.</summary>
    private static readonly Fact<string> Live = new("kube_routes_live", "ip -4 route show | while read -r network via through _; do [ \"$via\" != via ] || echo \"$network $through\"; done", text => text.Text);

    public static IEnumerable<Fact> Facts => [PluginsFile, ListFile, Live, .. AtBoot.Facts, .. EachMinute.Facts];

    /// <param name="pods">The node's own.</param>
    public static IEnumerable<Finding> Examine(NodeView node, IPNetwork pods, KubernetesState state)
    {
        var (others, list) = (Others(node, state), Routes(node, state));
        List<Change> changes =
        [
            .. FileChange.Make(KubernetesPlanner.Source, node.Name, List, "0644", node.Read(ListFile), list),
            .. AtBoot.Changes(KubernetesPlanner.Source, node),
            .. EachMinute.Changes(KubernetesPlanner.Source, node),
        ];
        var lacks = others.Any(line => !node.Read(Live).Split('\n').Contains(line));
        if (changes.Count > 0 || lacks)
            changes.Add(new ShellChange(KubernetesPlanner.Source, node.Name, "add the routes to the other nodes' pods", "", Shell.Text($"sh {Script.NodePath}\n")));
        // The kubelet says that the node takes pods as soon as this file is there, so it comes last.
        return [.. changes, .. FileChange.Make(KubernetesPlanner.Source, node.Name, Plugins, "0644", node.Read(PluginsFile), Conflist(pods))];
    }

    private static string Routes(NodeView node, KubernetesState state) =>
        string.Concat(Others(node, state).Prepend($"all {node.All.Cluster.Kubernetes!.PodSubnet}").Select(line => line + "\n"));

    private static List<string> Others(NodeView node, KubernetesState state) =>
    [
        .. from other in node.All.All
           where other.Name != node.Name
           let pods = state.Of(other)?.Pods
           where pods is not null
           select $"{pods} {other.Address}",
    ];

    private static string Conflist(IPNetwork pods) => $$"""
        {
          "cniVersion": "0.4.0",
          "name": "fridge",
          "plugins": [
            {
              "type": "bridge",
              "bridge": "cni0",
              "isGateway": true,
              "hairpinMode": true,
              "ipam": {
                "type": "host-local",
                "ranges": [[{"subnet": "{{pods}}"}]],
                "routes": [{"dst": "0.0.0.0/0"}]
              }
            },
            {
              "type": "portmap",
              "capabilities": {"portMappings": true}
            }
          ]
        }

        """.ReplaceLineEndings("\n");
}
