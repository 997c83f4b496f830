using System.Net;
using Fridge.Model;
using Fridge.Provisioning.HostTasks;

namespace Fridge.Tests.Provisioning.Fixtures;

/// <summary>The cluster that the tests of this room converge: three Pi 3, the first one manages.</summary>
internal static class Fridges
{
    public static Cluster Pico => Of("172.30.8.11", "172.30.8.12", "172.30.8.13");

    /// <summary>Pico, with the task's mapping in its cluster file.</summary>
    /// <param name="settings">The mapping's entries, as YAML; empty: the file doesn't have it.</param>
    public static Cluster With(IHostTask task, string settings) => settings.Length == 0 || task.Settings is null
        ? Pico
        : Pico with
        {
            Sections = ClusterFile.Parse(
            $"{{apiVersion: fridge/v1, name: pico, virtual: {{}}, nodes: [{{name: pico-0, board: pi3b, os: bookworm-armhf, roles: [manager, worker]}}], hosts: {{{task.Settings.Section.Keys.Name}: {{{settings}}}}}}}",
            "pico.yaml", keys: new ClusterKeys(HostTaskSections.All)).Cluster.Sections
        };

    public static Cluster OnContainerd(Cluster cluster) => cluster with
    {
        Orchestrator = Orchestrator.Kubeadm,
        Kubernetes = KubernetesSettings.Default(cluster.Name) with { Runtime = ContainerRuntime.Containerd, Network = PodNetwork.Routes },
    };

    public static Cluster Of(params string[] addresses) => new()
    {
        Name = "pico",
        Orchestrator = Orchestrator.Swarm,
        Ssh = new SshSettings(),
        Flink = new FlinkSettings
        {
            Version = "1.20.5",
            AllowFrom = [IPNetwork.Parse("10.1.0.0/16"), IPNetwork.Parse("fd00:1::/32")],
            JobManager = new JobManagerSettings(MemorySize.Mebibytes(512)),
            TaskManager = new TaskManagerSettings(2, 1, MemorySize.Mebibytes(512)),
        },
        Nodes = [.. addresses.Select((address, at) => Node($"pico-{at}", address, at == 0 ? NodeRole.Manager : NodeRole.Worker))],
        ObjectStore = new ObjectStoreSettings(null, ObjectStoreSettings.DefaultMemory),
        StateFolder = new SharedFolder("/mnt/flink"),
        Monitoring = new MonitoringSettings("pico-1", MonitoringSettings.DefaultMemory, MonitoringSettings.DefaultRetention, MonitoringSettings.DefaultInterval, null),
        SourceFile = "clusters/pico.yaml",
    };

    private static Node Node(string name, string address, NodeRole role) => new()
    {
        Name = name,
        Address = address,
        Board = Boards.Find("pi3b")!,
        Os = new Fridge.Model.OperatingSystem("bookworm-armhf", "bookworm", NodeArchitecture.Armv7),
        Roles = [role],
        Ssh = new SshSettings(),
    };
}
