using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using Shouldly;

namespace Fridge.Tests.Workloads;

/// <summary>A JobManager with the taxi job and any number of TaskManagers as processes of this machine, sized for a Pi 3B.</summary>
public sealed partial class LocalFlink : IAsyncDisposable
{
    private const string JobManagerClass = "org.apache.flink.container.entrypoint.StandaloneApplicationClusterEntryPoint";
    private const string TaskManagerClass = "org.apache.flink.runtime.taskexecutor.TaskManagerRunner";

    private readonly TaxiProgram program;
    private readonly string folder = Directory.CreateTempSubdirectory("fridge-flink-").FullName;
    private readonly List<JavaProcess> processes = [];
    private readonly int rpcPort = FreePort();
    private readonly int restPort = FreePort();

    private LocalFlink(TaxiProgram program) => this.program = program;

    public static string JobId => "0000000000000000000000000000f1d6";

    public Uri Rest => new($"http://127.0.0.1:{restPort}/");

    public static async Task<LocalFlink> StartAsync(params string[] jobArguments)
    {
        var flink = new LocalFlink(await TaxiProgram.GetAsync());
        File.WriteAllText(Path.Combine(flink.folder, "config.yaml"), flink.Settings());
        flink.Start("jobmanager", "256m", JobManagerClass,
            ["--job-classname", "fridge.taxi.ClosestPlaceJob", "--job-id", JobId, .. jobArguments]);
        return flink;
    }

    public JavaProcess StartTaskManager(string name) => Start(name, "144m", TaskManagerClass, ["-D", $"taskmanager.resource-id={name}"]);

    /// <exception cref="ShouldAssertException">A process ended that nobody killed: waiting on makes no sense.</exception>
    public void ShouldBeAlive()
    {
        if (processes.Any(process => process.EndedByItself))
            throw new ShouldAssertException($"A process of Flink ended.\n{LastLines()}");
    }

    /// <summary>What the processes said last: the evidence when a wait is over its limit.</summary>
    public string LastLines() => string.Join('\n', processes.Select(process => process.LastLines()));

    public async ValueTask DisposeAsync()
    {
        foreach (var process in processes)
            await process.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    private JavaProcess Start(string name, string heap, string mainClass, IEnumerable<string> arguments)
    {
        var process = JavaProcess.Start(
            name,
            [
                $"-Xmx{heap}", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", TaxiProgram.LogSettings, .. Opened(),
                "-cp", $"{program.Flink.Lib}/*", mainClass, "--configDir", folder, .. arguments,
            ],
            new Dictionary<string, string> { ["FLINK_LIB_DIR"] = Path.Combine(program.Home, "lib") });
        processes.Add(process);
        return process;
    }

    /// <summary>Flink's own list of what it opens in the JDK.</summary>
    private IEnumerable<string> Opened() =>
        Additions().Matches(File.ReadAllText(Path.Combine(program.Flink.Home, "conf", "config.yaml"))).Select(match => match.Value);

    private string Settings() => string.Create(CultureInfo.InvariantCulture, $"""
        jobmanager.rpc.address: 127.0.0.1
        jobmanager.rpc.port: {rpcPort}
        rest.address: 127.0.0.1
        rest.bind-address: 127.0.0.1
        rest.port: {restPort}
        io.tmp.dirs: {folder}
        parallelism.default: 2
        pipeline.generic-types: false
        jobmanager.scheduler: adaptive
        jobmanager.adaptive-scheduler.resource-wait-timeout: 60 s
        jobmanager.adaptive-scheduler.resource-stabilization-timeout: 1 s
        jobmanager.adaptive-scheduler.scaling-interval.min: 1 s
        cluster.registration.error-delay: 500 ms
        heartbeat.interval: 1000
        heartbeat.timeout: 5000
        execution.checkpointing.interval: 1 s
        execution.checkpointing.mode: EXACTLY_ONCE
        execution.checkpointing.storage: jobmanager
        state.backend.type: hashmap
        restart-strategy.type: fixed-delay
        restart-strategy.fixed-delay.attempts: 20
        restart-strategy.fixed-delay.delay: 500 ms
        metrics.fetcher.update-interval: 300
        web.timeout: 10 s
        taskmanager.host: 127.0.0.1
        taskmanager.bind-host: 127.0.0.1
        taskmanager.numberOfTaskSlots: 1
        taskmanager.cpu.cores: 1.0
        taskmanager.memory.framework.heap.size: 64m
        taskmanager.memory.framework.off-heap.size: 64m
        taskmanager.memory.task.heap.size: 80m
        taskmanager.memory.task.off-heap.size: 0
        taskmanager.memory.network.min: 16m
        taskmanager.memory.network.max: 16m
        taskmanager.memory.managed.size: 0
        taskmanager.memory.jvm-metaspace.size: 96m
        taskmanager.memory.jvm-overhead.min: 64m
        taskmanager.memory.jvm-overhead.max: 64m
        """);

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    [GeneratedRegex(@"--add-(?:exports|opens)=\S+")]
    private static partial Regex Additions();
}
