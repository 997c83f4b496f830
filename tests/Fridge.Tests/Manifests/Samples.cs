using System.Collections.Immutable;
using Fridge.Manifests;
using Fridge.Manifests.Swarm;
using Fridge.Model;
using Fridge.Tests.Support;
using Xunit;

namespace Fridge.Tests.Manifests;

/// <summary>Two clusters, one memory plan and one set of images, as tests of manifests and rollout need them.</summary>
internal static class Samples
{
    private static readonly Fridge.Model.OperatingSystem Armhf = new("bookworm-armhf", "bookworm", NodeArchitecture.Armv7);
    private static readonly Fridge.Model.OperatingSystem Arm64 = new("bookworm-arm64", "bookworm", NodeArchitecture.Arm64);
    private static readonly Board Pi3 = new("pi3b", "Raspberry Pi 3 Model B", MemorySize.Mebibytes(1024), BoardIsa.Arm64);

    public static JobSpec Taxi => new()
    {
        Name = "taxi",
        Jar = "workloads/taxi",
        EntryClass = "fridge.taxi.ClosestPlaceJob",
        Args = ["--rate", "20", "--note", "two words"],
        Parallelism = 2,
    };

    public static Cluster Virtual => Of("virtual", [Taxi], "172.30.7.1", Armhf) with
    {
        SourceFile = "clusters/virtual.yaml",
    };

    public static Cluster RealSession => Of("pico", [], "192.168.1.1", Armhf) with
    {
        Flink = Flink(3) with
        {
            UiPort = 8088,
            Config = ImmutableSortedDictionary<string, string>.Empty
                .Add("execution.checkpointing.interval", "30 s")
                .Add("metrics.scope.delimiter", "on"),
        },
    };

    /// <summary>Flink 2 with options by names that 1.x had.</summary>
    public static Cluster Second => Of("second", [Taxi], "10.0.0.1", Armhf) with
    {
        Flink = Flink(2) with
        {
            Version = "2.1.3",
            Config = ImmutableSortedDictionary<string, string>.Empty
                .Add("restart-strategy", "fixed-delay")
                .Add("state.checkpoints.dir", "s3://pico/checkpoints")
                .Add("taskmanager.network.netty.num-arenas", "1"),
        },
    };

    public static Cluster Mixed
    {
        get
        {
            var cluster = Of("mixed", [Taxi], "10.0.0.1", Armhf);
            return cluster with { Nodes = cluster.Nodes.SetItem(2, cluster.Nodes[2] with { Os = Arm64 }) };
        }
    }

    public static MemoryPlan Plan => new(JobManager, TaskManager, []);

    public static ImageSet Images => new([Image("flink", 'f'), Image("job-taxi", 'a'), Image("registry", 'e')]);

    public static Task<TemplateSet> TemplatesAsync(string cluster = "virtual") =>
        TemplateSet.ReadAsync(Checkout.Root, new SwarmRendering().TemplateFolder, cluster, TestContext.Current.CancellationToken);

    private static ProcessMemory JobManager => new()
    {
        TotalProcess = MemorySize.Mebibytes(512),
        TotalFlink = MemorySize.Mebibytes(320),
        Heap = MemorySize.Mebibytes(256),
        Direct = MemorySize.Mebibytes(64),
        Metaspace = MemorySize.Mebibytes(96),
        Overhead = MemorySize.Mebibytes(96),
        JvmFlags = ["-Xmx268435456", "-Xms268435456", "-XX:MaxMetaspaceSize=100663296"],
        DynamicOptions = [new("jobmanager.memory.off-heap.size", "67108864b"), new("jobmanager.memory.heap.size", "268435456b")],
    };

    private static ProcessMemory TaskManager => JobManager with
    {
        JvmFlags = ["-Xmx268435456", "-Xms268435456", "-XX:MaxDirectMemorySize=100663296", "-XX:MaxMetaspaceSize=100663296"],
        DynamicOptions = [new("taskmanager.memory.managed.size", "0b"), new("taskmanager.cpu.cores", "1.0")],
    };

    private static Cluster Of(string name, ImmutableArray<JobSpec> jobs, string firstAddress, Fridge.Model.OperatingSystem os) => new()
    {
        Name = name,
        Orchestrator = Orchestrator.Swarm,
        Ssh = new SshSettings(),
        Flink = Flink(2),
        Jobs = jobs,
        Nodes = [.. Enumerable.Range(0, 3).Select(i => Node($"{name}-{i}", firstAddress + i, os, i == 0))],
        SourceFile = $"clusters/{name}.yaml",
    };

    private static FlinkSettings Flink(int replicas) => new()
    {
        Version = "1.20.5",
        JobManager = new JobManagerSettings(MemorySize.Mebibytes(512)),
        TaskManager = new TaskManagerSettings(replicas, 1, MemorySize.Mebibytes(512)),
    };

    private static Node Node(string name, string address, Fridge.Model.OperatingSystem os, bool manager) => new()
    {
        Name = name,
        Address = address,
        Board = Pi3,
        Os = os,
        Roles = manager ? [NodeRole.Manager] : [NodeRole.Worker],
        Ssh = new SshSettings(),
    };

    private static ImageRecord Image(string name, char digit) => new()
    {
        Name = name,
        InputHash = new string(digit, 64),
        Platforms =
        [
            new PlatformImage(NodeArchitecture.Armv7, "sha256:" + new string('7', 64), 138_000_000),
            new PlatformImage(NodeArchitecture.Arm64, "sha256:" + new string('8', 64), 140_000_000),
        ],
    };
}
