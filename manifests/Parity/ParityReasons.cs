using System.Collections.Immutable;
using Fridge.Model;

namespace Fridge.Manifests.Parity;

/// <param name="Family">The service's family; null: every service.</param>
/// <param name="Reason">Written by hand.</param>
public sealed record ParityReason(string? Family, string Property, string Reason);

/// <summary>Why services differ between the orchestrators. One that explains nothing fails a test.</summary>
public static class ParityReasons
{
    private const string JobManager = JobManagerService.Family;
    private const string TaskManager = TaskManagerServices.Family;
    private const string Prometheus = MonitoringServices.Prometheus;
    private const string NodeExporter = MonitoringServices.NodeExporter;

    private const string AskedByNode = "Prometheus finds its targets by name on Swarm's overlay; on Kubernetes, where there may be no DNS, by the nodes' addresses and a port on each";

    public static ImmutableArray<ParityReason> All { get; } =
    [
        new(JobManager, Property.Ports, "Kubernetes gives services ports from 30000 to 32767, on every node"),
        new(Prometheus, Property.Ports, "Kubernetes gives services ports from 30000 to 32767, on every node"),
        new(TaskManager, Property.Ports, AskedByNode),
        new(NodeExporter, Property.Ports, AskedByNode),
        new(NodeExporter, Property.Name, AskedByNode),
        new(NodeExporter, Property.MostOnANode, "a DaemonSet always has one per node"),
        new(Prometheus, Property.Name, "nothing asks for it by name: people reach it at its node's port"),
        new(Prometheus, Property.Files, AskedByNode),
        new(TaskManager, Property.Arguments, "Kubernetes fills a pod's address into its arguments; on Swarm the image's entry point adds it"),
        new(TaskManager, Property.Environment, "how a TaskManager learns its address: POD_IP comes from the kubelet, FRIDGE_ADDRESS_OPTION from the entry point"),
        new(null, Property.Cpu, "Kubernetes divides a busy CPU by what services ask for; Swarm divides it equally, which is the same for services that ask for the same"),
        new(null, Property.OwnFolders, "the root file system is read-only on Kubernetes, and Flink writes to /tmp"),
        new(null, Property.RootFileSystem, "Swarm has no folder of a task's own on disk: /tmp would have to be memory, which counts against the limit"),
        new(null, Property.Escalation, "Swarm's services can't ask for it; the image has no program that would gain privileges"),
        new(null, Property.User, "Swarm uses the image's user, which is the same; Kubernetes starts no container that doesn't name a user other than root"),
        new(JobManager, Property.Restart, "a Deployment restarts whatever ended: a job that has finished begins again there, so end it with Stop"),
        new(null, Property.Eviction, "Swarm drains a node at once; nobody is asked"),
        new(null, Property.LostNode, "Swarm makes a lost node's tasks again at once; Kubernetes waits five minutes unless told otherwise, and the JobManager's node is the only one that may run it"),
        new(null, Property.Logs, "the kubelet keeps the logs of all pods alike: 10 MiB five times, where nobody set another limit"),
        new(JobManager, Property.Name, "where there is no DNS, a service has a fixed address, which is in each pod's hosts file"),
        new(TaskManager, Property.Name, "nothing asks for a TaskManager by name: it tells its address"),
        new(null, Property.Network, "on Swarm an overlay of its own keeps others away; on Kubernetes pods share one network, and a NetworkPolicy keeps others away where the network supports it"),
        new(null, Property.CheckEvery, "Swarm calls a task running after its first check, one interval after the start; Kubernetes checks every 5 s until it has started"),
    ];

    /// <summary>Null: nobody wrote one.</summary>
    public static ParityReason? Find(string family, string property) =>
        All.FirstOrDefault(each => each.Property == property && (each.Family is null || each.Family == family));
}
