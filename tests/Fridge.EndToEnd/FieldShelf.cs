using System.Globalization;
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
    public const string Subnet = "172.30.46";
    public const string Addresses = Subnet + ".0/24";

    public static readonly string[] Nodes = [Manager, Worker, OtherWorker];

    private const string Name = "field";
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(20);
    private static readonly IReadOnlyDictionary<string, string?> NoMore = new Dictionary<string, string?>();

    public string Folder { get; } = Directory.CreateTempSubdirectory("fridge-field-").FullName;

    public Clone Clone { get; private set; } = null!;

    public string VirtualFile => Path.Combine(Folder, "field.yaml");

    public string OwnFile => Path.Combine(Folder, "own.yaml");

    private string Key => Path.Combine(Clone.Home, ".local", "state", "fridge", Name, "id_ed25519");

    /// <summary>How <see cref="OwnFile"/> says that its nodes are reached.</summary>
    public string Ssh => $"ssh: {{user: pi, identityFile: {Key}}}";

    public static string Address(string node) => $"{Subnet}.1{int.Parse(node[^1..], CultureInfo.InvariantCulture) + 1}";

    /// <summary>What images are made of is not tried here: they are taken from where this machine has them.</summary>
    public async ValueTask InitializeAsync()
    {
        Clone.LinkNeighbour(Folder, "shared");
        Clone = Clone.Make(Folder, "clone", Cache());
        await File.WriteAllTextAsync(VirtualFile, Cluster($"virtual: {{subnet: {Addresses}}}", _ => ""));
        await File.WriteAllTextAsync(OwnFile, Cluster(Ssh, node => $", address: {Address(node)}"));
        (await VirtualAsync("Destroy --wait --adopt")).Dispose();
        using var made = await VirtualAsync("Nodes");
        if (made.ExitCode != 0)
            throw new InvalidOperationException($"The Pis were not made: {made.Evidence()}");
    }

    public async ValueTask DisposeAsync()
    {
        using (await VirtualAsync("Destroy --wait"))
            Directory.Delete(Folder, recursive: true);
    }

    /// <summary>A run over the shelf as a person's own.</summary>
    public Task<FridgeRun> OwnAsync(string words) => OverAsync(OwnFile, words);

    /// <param name="file">Of <see cref="Variant"/>.</param>
    public async Task<FridgeRun> OverAsync(string file, string words, IReadOnlyDictionary<string, string?>? environment = null)
    {
        var run = Start(words, file, environment);
        await run.WaitAsync(Limit);
        return run;
    }

    /// <summary>On a person's machine, which is no forge's.</summary>
    public FridgeRun Start(string words, string? file = null, IReadOnlyDictionary<string, string?>? environment = null) =>
        FridgeRun.Start(Clone, $"{words} --cluster {file ?? OwnFile} --accept-new-host-keys --yes", environment: new Dictionary<string, string?>(environment ?? NoMore) { ["CI"] = null });

    /// <summary>A cluster file beside <see cref="OwnFile"/> that differs from it.</summary>
    public string Variant(string name, Func<string, string> change)
    {
        var file = Path.Combine(Folder, name + ".yaml");
        File.WriteAllText(file, change(File.ReadAllText(OwnFile)));
        return file;
    }

    /// <summary>As a person would, past the product.</summary>
    public Task<string> SshAsync(string node, string command) => Shelf.RunAsync("ssh",
    [
        "-i", Key, "-o", "IdentitiesOnly=yes", "-o", "BatchMode=yes", "-o", "StrictHostKeyChecking=no", "-o", "UserKnownHostsFile=/dev/null", "-o", "LogLevel=ERROR",
        "pi@" + Address(node), command,
    ]);

    public static string Container(string node) => $"fridge-{Name}-{node}";

    /// <summary>On the Pi as root, past the product.</summary>
    public static Task<string> OnAsync(string node, string script) => Shelf.DockerAsync("exec", Container(node), "sh", "-c", script);

    /// <summary>A program of this machine's, with the libraries that a Pi lacks and what it reads beside.</summary>
    public static async Task BringAsync(string node, string program, params IEnumerable<string> beside)
    {
        var libraries = (await Shelf.RunAsync("ldd", [program])).Split('\n')
            .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
            .Where(words => words is [_, "=>", ['/', ..], ..]).Select(words => words[2]);
        foreach (var file in (string[])[program, .. libraries, .. beside])
        {
            if (await OnAsync(node, $"[ -e {file} ] && echo there || :") == "")
                await Shelf.DockerAsync("cp", "-L", file, $"{Container(node)}:{file}");
        }
    }

    private Task<FridgeRun> VirtualAsync(string words) => FridgeRun.ToEndAsync(Clone, $"{words} --cluster {VirtualFile} --yes", Limit);

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
