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

    private const string AskedByNode = "Prometheus asks by names on Swarm's overlay; on Kubernetes, where nothing may answer for names, by nodes' addresses and a port of each";

    public static ImmutableArray<ParityReason> All { get; } =
    [
        new(JobManager, Property.Ports, "Kubernetes gives services ports from 30000 to 32767, on every node"),
        new(Prometheus, Property.Ports, "Kubernetes gives services ports from 30000 to 32767, on every node"),
        new(TaskManager, Property.Ports, AskedByNode),
        new(NodeExporter, Property.Ports, AskedByNode),
        new(NodeExporter, Property.Name, AskedByNode),
        new(NodeExporter, Property.MostOnANode, "a DaemonSet has one a node by itself"),
        new(Prometheus, Property.Name, "nobody asks it by name: people come by its node's port"),
        new(Prometheus, Property.Files, AskedByNode),
        new(TaskManager, Property.Arguments, "Kubernetes fills a pod's address into its arguments; on Swarm the image's entry point adds it"),
        new(TaskManager, Property.Environment, "the address by which a TaskManager is told where it is: POD_IP is the kubelet's, FRIDGE_ADDRESS_OPTION the entry point's"),
        new(null, Property.Cpu, "Kubernetes shares a busy CPU by what was asked for; Swarm by nothing, which comes to the same for equal services"),
        new(null, Property.OwnFolders, "the root file system is read-only on Kubernetes, and Flink writes to /tmp"),
        new(null, Property.RootFileSystem, "Swarm has no folder of a task's own on disk: /tmp would have to be memory, which counts against the limit"),
        new(null, Property.Escalation, "Swarm's services can't ask for it; the image has no program that would gain any"),
        new(null, Property.User, "Swarm takes the image's, which is the same; Kubernetes refuses to start one that doesn't say a user beside root"),
        new(JobManager, Property.Restart, "a Deployment starts again whatever ended: a job that comes to its end begins again there, so end it with Stop"),
        new(null, Property.Eviction, "Swarm drains a node at once; nobody is asked"),
        new(null, Property.LostNode, "Swarm makes a lost node's tasks again at once; Kubernetes waits five minutes unless told otherwise, and the JobManager's node is the only one that may run it"),
        new(null, Property.Logs, "the kubelet keeps the logs of all pods alike: 10 MiB five times, where nobody set another limit"),
        new(JobManager, Property.Name, "where nothing answers for names, a service has an address of its own, and each pod's hosts file has that"),
        new(TaskManager, Property.Name, "nobody asks a TaskManager by name: it tells its address"),
        new(null, Property.Network, "on Swarm an overlay of its own keeps others away; on Kubernetes pods share one network, and a NetworkPolicy does where the network obeys it"),
        new(null, Property.CheckEvery, "Swarm calls a task running after its first check, one interval after the start; Kubernetes looks each 5 s until it has started"),
    ];

    /// <summary>Null: nobody wrote one.</summary>
    public static ParityReason? Find(string family, string property) =>
        All.FirstOrDefault(each => each.Property == property && (each.Family is null || each.Family == family));
}
