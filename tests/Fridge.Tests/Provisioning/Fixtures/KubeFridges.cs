using System.Net;
using Fridge.Model;
using Fridge.Provisioning;
using Fridge.Provisioning.Changes;
using Fridge.Provisioning.Facts;
using Fridge.Provisioning.Kubernetes;
using Fridge.Registry.Certificates;

namespace Fridge.Tests.Provisioning.Fixtures;

/// <summary>Two Pi 4 that kubeadm makes a Kubernetes of, and what they say on the way there.</summary>
internal static class KubeFridges
{
    public const string Programs = "1.20.2-0a1b2c3d4e5f";

    public const string Engine = ":engine 0\n {\"ServerVersion\":\"20.10.24\",\"CgroupDriver\":\"cgroupfs\",\"MemoryLimit\":true}\n:programs 0\n docker\n dockerd\n iptables\n";

    /// <summary>Any certificate will do for the cluster's CA.</summary>
    public static string Authority { get; } = RegistryCertificates.Create(TimeProvider.System, new Redactor()).CaPem;

    public static KubernetesSettings Settings { get; } = new()
    {
        Version = KubernetesVersion.TryParse("1.20.2")!.Value,
        Network = PodNetwork.Routes,
        PodSubnet = IPNetwork.Parse("10.244.0.0/16"),
        ServiceSubnet = IPNetwork.Parse("10.96.0.0/12"),
        Runtime = ContainerRuntime.Docker,
        Namespace = "pico",
        Dns = false,
    };

    public static Cluster Two => With(Settings);

    public static Cluster With(KubernetesSettings settings)
    {
        var pico = Fridges.Of("172.30.8.11", "172.30.8.12");
        return pico with { Orchestrator = Orchestrator.Kubeadm, Kubernetes = settings, Flink = pico.Flink with { UiPort = 30081 } };
    }

    public static ClusterForming Forming(Cluster cluster) => ClusterForming.Kubernetes(
        cluster, new KubernetesPrograms(cluster.Orchestrator == Orchestrator.K3s ? K3sFridges.Programs : Programs, (_, _, _) => throw new NotSupportedException()), KubeconfigFile.At("/nowhere/kubeconfig"));

    /// <summary>Each node's facts; empty: a Pi with an engine and nothing of Kubernetes.</summary>
    public static ClusterView View(Cluster cluster, params string[] sections) =>
        Readings.View(cluster, [.. cluster.Nodes.Zip([.. sections, "", ""], (node, own) => (node.Name, Engine + own))]);

    public static string Member(string cluster = "pico", string authority = "") => string.Concat(
        Section("kube_ca", authority.Length == 0 ? Authority : authority),
        Section("kube_mark", $"formed {cluster}"),
        ":kubernetes 0\n kubeadm\n",
        Section("kube_programs", Programs),
        ":kube_host 0\n kubelet\n running\n net/bridge/bridge-nf-call-iptables\n net/ipv4/ip_forward\n");

    public static string ApiServer(params string[] nodes) => Section("kube_nodes", string.Join('\n', nodes)) + ":kube_services 0\n";

    public static string Node(string name, int pods, bool ready = true, string labels = "", string version = "v1.20.2") => string.Join('\n',
    [
        $"node {name}", $"version {version}", $"pods 10.244.{pods}.0/24",
        .. labels.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(label => $"label {label}"),
        $"address 172.30.8.{11 + pods}", $"ready {(ready ? "True" : "False")}",
    ]);

    public static string Section(string name, string text) =>
        $":{name} 0\n" + string.Concat(text.TrimEnd('\n').Split('\n').Select(line => $" {line}\n"));

    /// <summary>What a stage finds.</summary>
    public static IEnumerable<Finding> Stage(ClusterView view, string stage) => Readings.Stages(view.Cluster).Stages.Single(each => each.Name == stage).Plan(view).Findings;

    public static IEnumerable<string> Changes(ClusterView view, string stage) => Described(Stage(view, stage));

    public static IEnumerable<string> Described(IEnumerable<Finding> findings) => findings.Select(finding => finding switch
    {
        Change change => $"{change.Node}: {change.Description}",
        Remark remark => $"{remark.Node}: note: {remark.Text}",
        Refusal refusal => $"{refusal.Node}: refused: {refusal.Text}",
        _ => finding.ToString(),
    });
}
