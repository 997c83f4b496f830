using Fridge.Model;
using Fridge.Provisioning.Facts;

namespace Fridge.Tests.Provisioning.Fixtures;

/// <summary>Two Pi 4 that k3s makes a Kubernetes of, and what they would say on the way there: its places and formats are k3s' documentation's, since none of it runs here.</summary>
internal static class K3sFridges
{
    public const string Programs = "1.34.1+k3s1";

    public static KubernetesSettings Settings { get; } = KubeFridges.Settings with { Version = new(34, 1), Runtime = ContainerRuntime.Auto, Dns = true };

    public static Cluster Two => With(Settings);

    public static Cluster With(KubernetesSettings settings) => KubeFridges.With(settings) with { Orchestrator = Orchestrator.K3s };

    /// <param name="sections">Each node's own; the first alone has an engine, for the registry.</param>
    public static ClusterView View(Cluster cluster, params string[] sections) =>
        Readings.View(cluster, [.. cluster.Nodes.Zip([.. sections, "", ""]).Select((each, at) => (each.First.Name, (at == 0 ? KubeFridges.Engine : "") + each.Second))]);

    public static string Member(string authority = "") => string.Concat(
        KubeFridges.Section("kube_ca", authority.Length == 0 ? KubeFridges.Authority : authority),
        KubeFridges.Section("kube_mark", "formed pico"),
        ":kubernetes 0\n k3s\n",
        KubeFridges.Section("kube_programs", Programs),
        ":kube_host 0\n kubelet\n running\n");

    public static string Node(string name, int pods, bool ready = true, string labels = "", string version = "v1.34.1+k3s1") => KubeFridges.Node(name, pods, ready, labels, version);
}
