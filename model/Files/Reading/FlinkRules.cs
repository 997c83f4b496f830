using System.Collections.Immutable;
using Fridge.Model.Declared;
using Fridge.Model.Yaml;

namespace Fridge.Model.Reading;

/// <summary>The rules between <c>flink</c>, <c>jobs</c> and the nodes.</summary>
internal static class FlinkRules
{
    private static readonly MemorySize Addressable = MemorySize.Mebibytes(3 << 10);

    /// <param name="nodesAreSound">Only then is counting them fair.</param>
    public static void Apply(Cluster cluster, MapReader? flink, ImmutableArray<JobDraft> jobs, bool nodesAreSound, Findings findings)
    {
        if (nodesAreSound)
            CheckReplicas(cluster, flink, findings);
        CheckUiPort(cluster, flink, findings);
        CheckAddressSpace(cluster, flink, findings);
        CheckJobs(cluster, jobs, findings);
        SupportRules.CheckFlink(cluster, flink, findings);
        CheckMemory(cluster, flink, findings);
    }

    /// <summary>What Flink itself would refuse, or no process would start with; whether it fits the boards is the memory plan's to say.</summary>
    private static void CheckMemory(Cluster cluster, MapReader? flink, Findings findings)
    {
        ProcessMemory? jobManager = null, taskManager = null;
        Check(() => jobManager = MemoryPlanner.JobManager(cluster));
        Check(() => taskManager = MemoryPlanner.TaskManager(cluster));
        if (jobManager is not null && taskManager is not null)
            Check(() => StartRules.Require(cluster.Flink, jobManager, taskManager));

        void Check(Action calculate)
        {
            try
            {
                calculate();
            }
            catch (FlinkMemoryException refused)
            {
                var (process, memory) = refused.Process == "JobManager"
                    ? (FlinkSettingsKeys.JobManager, FlinkSettingsKeys.JobManagerMemory)
                    : (FlinkSettingsKeys.TaskManager, FlinkSettingsKeys.TaskManagerMemory);
                var place = flink?.PlaceOf(process, memory) ?? new Position(1, 1);
                findings.Refuse(place, $"the {refused.Process}'s memory does not add up: {refused.Message.TrimEnd('.')}", $"change flink.{process.Name}.memory or the memory keys in flink.config");
            }
        }
    }

    /// <summary>
    /// A 32-bit process has 3 GiB of addresses of its own on a 32-bit kernel (VMSPLIT_3G, the Raspberry Pi's default), and the JVM's heap must lie in one piece of them.
    /// </summary>
    private static void CheckAddressSpace(Cluster cluster, MapReader? flink, Findings findings)
    {
        Check(FlinkSettingsKeys.JobManager, FlinkSettingsKeys.JobManagerMemory, JobManagerService.Family);
        Check(FlinkSettingsKeys.TaskManager, FlinkSettingsKeys.TaskManagerMemory, TaskManagerServices.Family);

        void Check(MapKey process, MemoryKey memory, string family)
        {
            if (ClusterServices.Of(cluster, family).FirstOrDefault(service => service.Architecture == NodeArchitecture.Armv7 && service.Memory > Addressable) is { } service)
                findings.Refuse(flink?.PlaceOf(process, memory) ?? new Position(1, 1), $"a {service.Title} of {service.Memory} on 32-bit {service.Nodes[0].Os.Id}", $"at most {Addressable}, which a 32-bit process can address; a 64-bit system can do more");
        }
    }

    private static void CheckReplicas(Cluster cluster, MapReader? flink, Findings findings)
    {
        var (replicas, workers) = (cluster.Flink.TaskManager.Replicas, cluster.Workers.Count());
        var place = flink?.PlaceOf(FlinkSettingsKeys.TaskManager, FlinkSettingsKeys.Replicas) ?? new Position(1, 1);
        if (workers == 0)
            findings.Refuse(place, "no node has the role worker", "at least one runs a TaskManager: leave 'roles' out, or roles: [manager, worker]");
        else if (replicas > workers)
            findings.Refuse(place, $"{replicas} TaskManagers for {workers} worker{(workers == 1 ? "" : "s")}", "at most one per worker");
    }

    /// <summary>The nodes close Flink's port but for a few: one that is also another's would close that one too.</summary>
    private static void CheckUiPort(Cluster cluster, MapReader? flink, Findings findings)
    {
        var port = cluster.Flink.UiPort;
        var place = flink?.PlaceOf(FlinkSettingsKeys.UiPort) ?? new Position(1, 1);
        var (least, most) = NodePorts.OfKubernetesServices;
        var owner = (port == NodePorts.Ssh ? "the port of ssh" : null)
            ?? ClusterServices.Of(cluster).Where(service => service.Family != JobManagerService.Family).SelectMany(service => service.Ports).FirstOrDefault(taken => taken.Number == port)?.Owner
            ?? (cluster.Nodes.FirstOrDefault(node => node.Ssh.Port == port) is { } node ? $"the port of ssh on {node.Name}" : null);
        if (owner is not null)
            findings.Refuse(place, $"'flink.uiPort' is {port}, {owner}", "a port that nothing else uses, such as 8081");
        else if (cluster.Kubernetes is not null && (port < least || port > most))
            findings.Refuse(place, $"'flink.uiPort' is {port}", $"a port from {least} to {most}: Kubernetes gives its services no other on a node");
    }

    private static void CheckJobs(Cluster cluster, ImmutableArray<JobDraft> jobs, Findings findings)
    {
        var slots = cluster.Flink.TaskManager.Replicas * cluster.Flink.TaskManager.Slots;
        foreach (var job in jobs.Where(job => slots > 0 && job.Job.Parallelism > slots))
            findings.Refuse(job.ParallelismAt, $"the job '{job.Job.Name}' asks for parallelism {job.Job.Parallelism}", $"at most {slots}: {cluster.Flink.TaskManager.Replicas} TaskManagers × {cluster.Flink.TaskManager.Slots} slots");
        foreach (var group in jobs.GroupBy(job => job.Job.Name).Where(group => group.Count() > 1))
            findings.Refuse(group.Last().NameAt, $"the job name '{group.Key}' a second time", $"every job name once; the first is in line {group.First().NameAt.Line}");
        if (jobs.Length > 1)
            findings.Refuse(jobs[1].NameAt, $"a second job '{jobs[1].Job.Name}'", "one job per cluster: in application mode a JobManager runs one; give it a cluster file of its own");
    }
}
