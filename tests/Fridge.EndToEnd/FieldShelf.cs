using Xunit;

namespace Fridge.EndToEnd;

/// <summary>
/// Three virtual Pis that things happen to. <see cref="OwnFile"/> is the same Pis as a person's own: without <c>virtual</c> nothing makes them
/// anew behind the product's back.
/// </summary>
public sealed class FieldShelf : IAsyncLifetime
{
    public const string Manager = "field-0";
    public const string Worker = "field-1";
    public const string OtherWorker = "field-2";
    public const string Network = "fridge-" + Name;

    private const string Name = "field";
    private const string Subnet = "172.30.46";
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(20);

    public string Folder { get; } = Directory.CreateTempSubdirectory("fridge-field-").FullName;

    public Clone Clone { get; private set; } = null!;

    public string VirtualFile => Path.Combine(Folder, "field.yaml");

    public string OwnFile => Path.Combine(Folder, "own.yaml");

    public static string Address(string node) => $"{Subnet}.1{int.Parse(node[^1..]) + 1}";

    /// <summary>What images are made of is not tried here: they are taken from where this machine has them.</summary>
    public async ValueTask InitializeAsync()
    {
        Clone.LinkNeighbour(Folder, "shared");
        Clone = Clone.Make(Folder, "clone", Cache());
        await File.WriteAllTextAsync(VirtualFile, Cluster($"virtual: {{subnet: {Subnet}.0/24}}", _ => ""));
        await File.WriteAllTextAsync(OwnFile, Own());
        (await RunAsync($"Destroy --cluster {VirtualFile} --wait --adopt")).Dispose();
        using var made = await RunAsync($"Nodes --cluster {VirtualFile}");
        if (made.ExitCode != 0)
            throw new InvalidOperationException($"The Pis were not made: {made.Evidence()}");
    }

    public async ValueTask DisposeAsync()
    {
        using (await RunAsync($"Destroy --cluster {VirtualFile} --wait"))
            Directory.Delete(Folder, recursive: true);
    }

    /// <summary>The shelf as a person's own.</summary>
    /// <param name="manager">Where the first manager is; null: where it was made.</param>
    public string Own(string? manager = null) =>
        Cluster(
            $"ssh: {{user: pi, identityFile: {Path.Combine(Clone.Home, ".local", "state", "fridge", Name, "id_ed25519")}}}",
            node => $", address: {(node == Manager ? manager : null) ?? Address(node)}");

    /// <summary>A run over the shelf as a person's own.</summary>
    public Task<FridgeRun> OwnAsync(string words) => RunAsync($"{words} --cluster {OwnFile} --accept-new-host-keys");

    public Task<FridgeRun> RunAsync(string words) => FridgeRun.ToEndAsync(Clone, $"{words} --yes", Limit);

    public FridgeRun Start(string words) => FridgeRun.Start(Clone, $"{words} --cluster {OwnFile} --accept-new-host-keys --yes");

    public static string Container(string node) => $"fridge-{Name}-{node}";

    /// <summary>On the Pi as root, past the product.</summary>
    public static Task<string> OnAsync(string node, string script) => Shelf.DockerAsync("exec", Container(node), "sh", "-c", script);

    private static string Cluster(string where, Func<string, string> place) => $$"""
        apiVersion: fridge/v1
        name: {{Name}}
        orchestrator: swarm
        {{where}}
        flink:
          version: 1.20.5
          jobManager: {memory: 512m}
          taskManager: {replicas: 2, slots: 1, memory: 512m}
        jobs:
          - {name: taxi, jar: workloads/taxi, entryClass: fridge.taxi.ClosestPlaceJob, parallelism: 2}
        nodes:
          - {name: {{Manager}}{{place(Manager)}}, board: pi3b, os: bookworm-armhf, roles: [manager]}
          - {name: {{Worker}}{{place(Worker)}}, board: pi3b, os: bookworm-armhf, roles: [worker]}
          - {name: {{OtherWorker}}{{place(OtherWorker)}}, board: pi3b, os: bookworm-armhf, roles: [worker]}

        """;

    public static string Cache() =>
        Environment.GetEnvironmentVariable("XDG_CACHE_HOME") is { Length: > 0 } set
            ? set
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache");
}
