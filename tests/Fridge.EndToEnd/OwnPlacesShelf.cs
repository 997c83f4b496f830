using Xunit;

namespace Fridge.EndToEnd;

/// <summary>Two virtual Pis whose images are in a registry of their owner's, and whose job keeps its state in a folder that both have.</summary>
public sealed class OwnPlacesShelf : IAsyncLifetime
{
    public const string Manager = "places-0";
    public const string Worker = "places-1";
    public const string StateFolder = "/mnt/flink";

    private const string Name = "places";
    private const string Here = "172.30.48.1";
    private const string PasswordVariable = "FRIDGE_E2E_REGISTRY";
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(20);
    private static readonly string Registry = PasswordRegistry.NameAt(Here);

    private Clone clone = null!;
    private PasswordRegistry? registry;

    public string Folder { get; } = Directory.CreateTempSubdirectory("fridge-places-").FullName;

    public FlinkRest Flink { get; } = new("172.30.48.11", Shelf.UiPort);

    public IReadOnlySet<string> TracesBefore { get; private set; } = new HashSet<string>();

    /// <summary>How images are called there.</summary>
    public static string Images => $"{Registry}/fridge/";

    private string ClusterFile => Path.Combine(Folder, "places.yaml");

    public async ValueTask InitializeAsync()
    {
        Clone.LinkNeighbour(Folder, "shared");
        clone = Clone.Make(Folder, "clone", FieldShelf.Cache());
        await File.WriteAllTextAsync(ClusterFile, $$"""
            apiVersion: fridge/v1
            name: {{Name}}
            orchestrator: swarm
            virtual: {subnet: 172.30.48.0/24}
            registry: {url: "{{Registry}}/fridge", credentials: {user: {{PasswordRegistry.User}}, password: {env: {{PasswordVariable}}} } }
            state: {path: {{StateFolder}}}
            flink:
              version: 1.20.5
              allowFrom: [{{Here}}/32]
              jobManager: {memory: 512m}
              taskManager: {replicas: 1, slots: 1, memory: 512m}
            jobs:
              - {name: taxi, jar: workloads/taxi, entryClass: fridge.taxi.ClosestPlaceJob, args: [--rate, "20"], parallelism: 1}
            nodes:
              - {name: {{Manager}}, board: pi4-2g, os: bookworm-armhf, roles: [manager]}
              - {name: {{Worker}}, board: pi4-2g, os: bookworm-armhf, roles: [worker]}

            """);
        (await RunAsync("Destroy --wait")).Dispose();
        TracesBefore = await Shelf.TracesAsync();
    }

    public async ValueTask DisposeAsync()
    {
        Flink.Dispose();
        registry?.Dispose();
        using (await RunAsync("Destroy --wait"))
            Directory.Delete(Folder, recursive: true);
    }

    /// <summary>The owner's part, as soon as there are Pis: a registry that they believe.</summary>
    public async Task StartRegistryAsync()
    {
        registry = PasswordRegistry.Start(Path.Combine(Folder, "registry"), Here, Registry);
        foreach (var node in (string[])[Manager, Worker])
            await registry.BeTrustedByAsync(Container(node));
    }

    public async Task<FridgeRun> RunAsync(string words)
    {
        var run = FridgeRun.Start(
            clone, $"{words} --cluster {ClusterFile} --yes {(registry is null ? "" : $"--registry-ca {registry.Ca}")}", environment: new Dictionary<string, string?> { [PasswordVariable] = PasswordRegistry.Password });
        await run.WaitAsync(Limit);
        return run;
    }

    /// <summary>On the Pi as root.</summary>
    public static Task<string> OnAsync(string node, string script) => Shelf.DockerAsync("exec", Container(node), "sh", "-c", script);

    private static string Container(string node) => $"fridge-{Name}-{node}";
}
