using System.Collections.Immutable;
using System.Globalization;
using Fridge.Manifests.Grammar;
using Fridge.Manifests.Values;
using Fridge.Model;

namespace Fridge.Manifests.Swarm;

/// <summary>The names that the Swarm templates may use.</summary>
internal static class StackVariables
{
    private const string SessionClass = "org.apache.flink.runtime.entrypoint.StandaloneSessionClusterEntrypoint";
    private const string ApplicationClass = "org.apache.flink.container.entrypoint.StandaloneApplicationClusterEntryPoint";

    public static Variables Of(Cluster cluster, MemoryPlan plan, StackImages images) => new(Mapping.Of(
        ("cluster", Mapping.Of(("name", cluster.Name))),
        ("flink", Flink(cluster.Flink)),
        ("jobManager", JobManager(cluster, plan.JobManager, images)),
        ("taskManager", TaskManager(cluster.Flink.TaskManager, plan.TaskManager)),
        ("taskManagers", new Sequence([.. TaskManagerGroups.Of(cluster).Select(group => Group(group, images))]))));

    private static Mapping Flink(FlinkSettings flink) => Mapping.Of(
        ("version", flink.Version),
        ("uiPort", flink.UiPort),
        ("config", Mapping.Of(flink.Config.Select(pair => (pair.Key, (Value)pair.Value)))));

    private static Mapping JobManager(Cluster cluster, ProcessMemory memory, StackImages images)
    {
        var node = cluster.Managers.First();
        var job = cluster.Jobs.FirstOrDefault();
        return Process(memory)
            .With("node", node.Name)
            .With("architecture", node.Architecture.LabelValue())
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

    private static Mapping Group(TaskManagerGroup group, StackImages images) => Mapping.Of(
        ("name", group.Service),
        ("architecture", group.Architecture.LabelValue()),
        ("image", images.Reference(group.Architecture)),
        ("classes", Classes(images, group.Architecture)),
        ("replicas", group.Replicas),
        ("batch", group.Batch));

    private static Mapping Classes(StackImages images, NodeArchitecture architecture)
    {
        var archive = images.Classes(architecture);
        return Mapping.Of(("key", archive.Key), ("flag", archive.Flag));
    }

    private static Mapping Process(ProcessMemory memory) => Mapping.Of(
        ("memory", Size(memory.TotalProcess)),
        ("jvmFlags", Sequence.Of(memory.JvmFlags)),
        ("dynamicOptions", Sequence.Of(memory.DynamicOptions.SelectMany(pair => new[] { "-D", $"{pair.Key}={pair.Value}" }))));

    /// <summary>As both Flink and the engine read it: <c>512m</c>, or bytes.</summary>
    private static string Size(MemorySize size) => size.Bytes % (1 << 20) == 0
        ? string.Create(CultureInfo.InvariantCulture, $"{size.Bytes >> 20}m")
        : string.Create(CultureInfo.InvariantCulture, $"{size.Bytes}b");
}
