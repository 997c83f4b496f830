using System.Diagnostics;

namespace Fridge.EndToEnd;

/// <summary>
/// The cluster that the end-to-end tests deploy: the default one under another name, on another network, so that a person's own stays as it is.
/// What is asserted is read past the product: from the local engine and from Flink's REST.
/// </summary>
public sealed class Shelf : IAsyncDisposable
{
    public const string Name = "e2e";
    public const string Subnet = "172.30.41.0/24";
    public const string Manager = "172.30.41.11";
    public const int UiPort = 8081;

    /// <summary>Where Prometheus runs, and its port.</summary>
    public const string Watcher = "172.30.41.12";
    public const int PrometheusPort = 9090;

    public Shelf()
    {
        Folder = Directory.CreateTempSubdirectory("fridge-e2e-").FullName;
        Clone.LinkNeighbour(Folder, "shared");
        WriteClusterFile(rate: 20);
    }

    public string Folder { get; }

    public FlinkRest Flink { get; } = new(Manager, UiPort);

    public string ClusterFile => Path.Combine(Folder, "e2e.yaml");

    /// <summary>Arguments that every run of the shelf has.</summary>
    public string Options => $"--cluster {ClusterFile} --yes";

    /// <summary>A change of the rate is a change of the job: it is rolled out.</summary>
    public void WriteClusterFile(int rate) => File.WriteAllText(ClusterFile, $$"""
        apiVersion: fridge/v1
        name: {{Name}}
        orchestrator: swarm
        virtual: {subnet: {{Subnet}}}
        flink:
          version: 1.20.5
          uiPort: {{UiPort}}
          allowFrom: [172.30.41.1/32]
          jobManager: {memory: 512m}
          taskManager: {replicas: 2, slots: 1, memory: 512m}
          config: {s3.secret-key: {env: {{Clone.SecretVariable}} } }
        services:
          monitoring: {node: e2e-1}
        jobs:
          - {name: taxi, jar: workloads/taxi, entryClass: fridge.taxi.ClosestPlaceJob, args: [--rate, "{{rate}}"], parallelism: 2, show: [counts.total]}
        nodes:
          - {name: e2e-0, board: pi4-2g, os: bookworm-armhf, roles: [manager]}
          - {name: "e2e-[1-2]", board: pi4-2g, os: bookworm-armhf, roles: [worker]}

        """);

    /// <summary>Output of the local docker CLI.</summary>
    public static async Task<string> DockerAsync(params IEnumerable<string> arguments) => await RunAsync("docker", arguments);

    /// <summary>Output of the docker CLI on a virtual Pi: its own engine, past ssh.</summary>
    public static Task<string> OnPiAsync(string node, params IEnumerable<string> arguments) =>
        DockerAsync(["exec", Container(node), "docker", .. arguments]);

    /// <summary>On a virtual Pi as root, past ssh.</summary>
    public static Task<string> OnAsync(string node, string script) => DockerAsync("exec", Container(node), "sh", "-c", script);

    public static async Task<string> RunAsync(string program, IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0
            ? (await output).Trim()
            : throw new InvalidOperationException($"{program} {string.Join(' ', start.ArgumentList)}: {await error}");
    }

    /// <summary>What a Destroy must not leave: everything on this machine that could be ours.</summary>
    public static async Task<IReadOnlySet<string>> TracesAsync() => new SortedSet<string>([
        .. Lines("container", await DockerAsync("ps", "-a", "--format", "{{.Names}}")),
        .. Lines("network", await DockerAsync("network", "ls", "--format", "{{.Name}}")),
        .. Lines("volume", await DockerAsync("volume", "ls", "--format", "{{.Name}}")),
        .. Lines("loop", await RunAsync("losetup", ["--noheadings", "--output", "BACK-FILE"])),
    ]);

    /// <summary>Of an end-to-end run that was ended before it could clean up.</summary>
    public static async Task<bool> HasTracesAsync() =>
        (await TracesAsync()).Any(trace => trace.Split(' ')[1].StartsWith($"fridge-{Name}", StringComparison.Ordinal));

    public ValueTask DisposeAsync()
    {
        Flink.Dispose();
        Directory.Delete(Folder, recursive: true);
        return ValueTask.CompletedTask;
    }

    /// <summary>Whether a connection comes about from this machine.</summary>
    public static async Task<bool> ReachesAsync(string address, int port) =>
        await RunAsync("bash", ["-c", $"timeout 5 bash -c 'exec 3<>/dev/tcp/{address}/{port}' 2>/dev/null && echo open || echo closed"]) == "open";

    public static string Container(string node) => $"fridge-{Name}-{node}";

    private static IEnumerable<string> Lines(string kind, string text) =>
        text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(line => $"{kind} {line}");
}
