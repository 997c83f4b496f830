using System.Globalization;
using System.Net;
using Fridge.Manifests.Grammar;
using Fridge.Manifests.Values;
using Fridge.Model;

namespace Fridge.Manifests.Rendering;

/// <summary>The names that templates may use, for every orchestrator.</summary>
internal static class ReleaseVariables
{
    private const string PlainFolder = "/opt/flink/conf";

    /// <summary>A tmpfs, on which the entry point puts configuration and secrets together.</summary>
    private const string SecretFolder = "/run/flink";

    private const string SessionClass = "org.apache.flink.runtime.entrypoint.StandaloneSessionClusterEntrypoint";
    private const string ApplicationClass = "org.apache.flink.container.entrypoint.StandaloneApplicationClusterEntryPoint";

    /// <summary>How many TaskManagers are replaced at a time, as a part of all.</summary>
    private const int Batches = 4;

    public static Variables Of(Cluster cluster, MemoryPlan plan, ReleaseImages images)
    {
        var taskManagers = ClusterServices.Of(cluster, TaskManagerServices.Family);
        return new(Mapping.Of(
            ("cluster", Mapping.Of(("name", cluster.Name))),
            ("flink", Flink(cluster)),
            ("jobManager", JobManager(cluster, ClusterServices.Of(cluster, JobManagerService.Family)[0], plan.JobManager, images)),
            ("taskManager", TaskManager(cluster.Flink.TaskManager, plan.TaskManager)),
            ("taskManagers", new Sequence([.. taskManagers.Select(service => Group(cluster, service, images))])),
            ("objectStore", ObjectStore(cluster, images)),
            ("monitoring", MonitoringVariables.Of(cluster, images))));
    }

    private static Mapping Flink(Cluster cluster)
    {
        var (flink, clients, secrets) = (cluster.Flink, Clients(cluster).ToList(), FlinkSecret.Of(cluster));
        return Mapping.Of(
            ("clients", Sequence.Of(clients)),
            ("hasClients", clients.Count > 0),
            ("version", flink.Version),
            ("uiPort", flink.UiPort),
            ("config", Mapping.Of(flink.Config.Select(pair => (pair.Key, (Value)pair.Value)))),
            ("state", Mapping.Of(cluster.StateOptions.Select(pair => (pair.Key, (Value)pair.Value)))),
            ("stateFolder", cluster.StateFolder is { } folder ? Mapping.Of(("isOn", true), ("path", folder.Path)) : Mapping.Of(("isOn", false))),
            ("metrics", Mapping.Of((cluster.Monitoring is null ? [] : MonitoringSettings.FlinkOptions).Select(pair => (pair.Key, (Value)pair.Value)))),
            ("configFolder", secrets.IsEmpty ? PlainFolder : SecretFolder),
            ("hasSecrets", !secrets.IsEmpty),
            ("secrets", Secrets(secrets)));
    }

    private static Sequence Secrets(IEnumerable<FlinkSecret> secrets) =>
        new([.. secrets.Select(secret => Mapping.Of(("source", secret.Key), ("option", secret.Option)))]);

    /// <summary>Where there is none, nothing but that: what asks for more of it stands behind <c>x-when</c>.</summary>
    private static Mapping ObjectStore(Cluster cluster, ReleaseImages images)
    {
        if (cluster.ObjectStore is not { } settings || ClusterServices.Of(cluster, ObjectStoreService.Family) is not [{ Nodes: [var node] }])
            return Mapping.Of(("isOn", false));
        return OfData(node, ObjectStoreService.Family, settings.Memory, ObjectStoreService.Folder, images,
            ("heapFlag", string.Create(CultureInfo.InvariantCulture, $"-Xmx{settings.Heap.Bytes}")),
            ("bucket", ObjectStoreService.Bucket),
            ("secrets", Secrets(S3State.OfObjectStore.Secrets)));
    }

    /// <summary>Of a service on the one node that has its data.</summary>
    /// <param name="more">What it alone has.</param>
    public static Mapping OfData(Node node, string image, MemorySize memory, ServiceFolder folder, ReleaseImages images, params IEnumerable<(string Key, Value Value)> more) => Mapping.Of(
    [
        ("isOn", true),
        ("node", node.Name),
        ("architecture", node.Architecture.LabelValue()),
        ("image", images.Reference(image, node.Architecture)),
        ("memory", memory.ToConfig()),
        ("memoryQuantity", Quantity(memory)),
        ("folder", folder.Path),
        .. more,
    ]);

    /// <summary>Who may ask Flink's REST: the nodes, and <c>flink.allowFrom</c>.</summary>
    private static IEnumerable<string> Clients(Cluster cluster) => Addresses(cluster).Concat(cluster.Flink.AllowFrom.Select(network => network.ToString())).Distinct();

    /// <summary>Of the nodes, as far as the file has them, as networks of one.</summary>
    public static IEnumerable<string> Addresses(Cluster cluster) => cluster.Nodes
        .Select(node => IPAddress.TryParse(node.Address, out var address) ? new IPNetwork(address, address.GetAddressBytes().Length * 8) : (IPNetwork?)null)
        .OfType<IPNetwork>()
        .Select(network => network.ToString())
        .Distinct();

    private static Mapping JobManager(Cluster cluster, Service service, ProcessMemory memory, ReleaseImages images)
    {
        var node = service.Nodes[0];
        var job = cluster.Jobs.FirstOrDefault();
        return Process(memory)
            .With("node", node.Name)
            .With("architecture", node.Architecture.LabelValue())
            .With("nodeSelector", NodeLabels.Selector(cluster, WellKnown.NodeLabel, node.Name, node.Architecture))
            .With("image", images.Reference(node.Architecture))
            .With("classes", Classes(images, node.Architecture))
            .With("mainClass", job is null ? SessionClass : ApplicationClass)
            .With("arguments", job is null ? Sequence.Empty : Sequence.Of(JobArguments(cluster, job)));
    }

    /// <summary>The job's own arguments come after <c>--</c>, so that Flink takes none of them for its own.</summary>
    private static IEnumerable<string> JobArguments(Cluster cluster, JobSpec job) =>
    [
        "-D", $"parallelism.default={job.Parallelism.ToString(CultureInfo.InvariantCulture)}",
        "--job-classname", job.EntryClass,
        "--job-id", PlannedJob.Of(cluster)!.Id,
        .. job.Args.IsEmpty ? [] : job.Args.Prepend("--"),
    ];

    private static Mapping TaskManager(TaskManagerSettings settings, ProcessMemory memory) =>
        Process(memory).With("slots", settings.Slots);

    private static Mapping Group(Cluster cluster, Service service, ReleaseImages images)
    {
        var architecture = service.Nodes[0].Architecture;
        return Mapping.Of(
            ("name", service.Name),
            ("architecture", architecture.LabelValue()),
            ("nodeSelector", NodeLabels.Selector(cluster, WellKnown.WorkerLabel, "true", architecture)),
            ("image", images.Reference(architecture)),
            ("classes", Classes(images, architecture)),
            ("replicas", service.Instances),
            ("batch", Batch(service.Instances)));
    }

    /// <summary>
    /// One that doesn't come up stops the update while most others still work; but the job begins again from its checkpoint with each batch,
    /// and a hundred one by one would take most of an hour.
    /// </summary>
    private static int Batch(int instances) => Math.Max(1, (instances + Batches - 1) / Batches);

    private static Mapping Classes(ReleaseImages images, NodeArchitecture architecture)
    {
        var archive = images.Classes(architecture);
        return Mapping.Of(("key", archive.Key), ("flag", archive.Flag));
    }

    /// <summary>As Kubernetes writes a size; its <c>m</c> is a thousandth.</summary>
    public static string Quantity(MemorySize size) => size.Bytes % (1 << 20) == 0
        ? string.Create(CultureInfo.InvariantCulture, $"{size.Bytes >> 20}Mi")
        : size.Bytes.ToString(CultureInfo.InvariantCulture);

    private static Mapping Process(ProcessMemory memory) => Mapping.Of(
        ("memory", memory.TotalProcess.ToConfig()),
        ("memoryQuantity", Quantity(memory.TotalProcess)),
        ("jvmFlags", Sequence.Of(memory.JvmFlags)),
        ("dynamicOptions", Sequence.Of(memory.DynamicOptions.SelectMany(pair => new[] { "-D", $"{pair.Key}={pair.Value}" }))));
}
