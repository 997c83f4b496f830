using System.Globalization;
using Xunit;

namespace Fridge.EndToEnd;

/// <summary>Two virtual Pis that kubeadm makes a Kubernetes of. What is asserted is read past the product, by the local engine and by kubectl on the first Pi.</summary>
public class KubernetesShelf : IAsyncLifetime
{
    public const string Name = "e2e-kube";

    /// <summary>The namespace of what it runs.</summary>
    public const string Space = Name;

    public const string First = "kube-0";
    public const string Second = "kube-1";
    public const int UiPort = 30081;
    public const int PrometheusPort = 30090;
    public const string Network = $"fridge-{Name}";

    /// <summary>Neither a node's nor allowed.</summary>
    public const string Stranger = "172.30.42.99";

    /// <summary>In <c>flink.allowFrom</c>.</summary>
    public const string Guest = "172.30.42.98";

    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(12);

    /// <summary>What is below its kubelets.</summary>
    protected virtual string Runtime => "docker";

    /// <summary>What runs beside Flink.</summary>
    protected virtual string Services => $"{{objectStore: {{node: {First}}}, monitoring: {{node: {Second}}}}}";

    /// <summary>Where the job keeps its state, as a line of the cluster file; empty: as <see cref="Services"/> say.</summary>
    protected virtual string State => "";

    public string Folder { get; } = Directory.CreateTempSubdirectory("fridge-kube-").FullName;

    public Clone Clone { get; private set; } = null!;

    public IReadOnlySet<string> TracesBefore { get; private set; } = new HashSet<string>();

    public FlinkRest Flink { get; } = new(Address(First), UiPort);

    public SeededKills Kills { get; } = new();

    public string ClusterFile => Path.Combine(Folder, "kube.yaml");

    /// <summary>A person's own templates for the cluster.</summary>
    public string Overrides => Path.Combine(Clone.Folder, "manifests", "overrides", Name);

    public string StateFolder => Path.Combine(Clone.Home, ".local", "state", "fridge", Name);

    public static string Address(string node) => $"172.30.42.1{int.Parse(node[^1..], CultureInfo.InvariantCulture) + 1}";

    /// <summary>The cache is this machine's: what programs and images are made of is not tried here.</summary>
    public async ValueTask InitializeAsync()
    {
        Clone.LinkNeighbour(Folder, "shared");
        Clone = Clone.Make(Folder, "clone", FieldShelf.Cache());
        WriteClusterFile(rate: 20);
        (await RunAsync("Destroy --wait")).Dispose();
        TracesBefore = await Shelf.TracesAsync();
    }

    /// <summary>A change of the rate is a change of the job: it is rolled out.</summary>
    public void WriteClusterFile(int rate) => File.WriteAllText(ClusterFile, $$"""
        apiVersion: fridge/v1
        name: {{Name}}
        orchestrator: kubeadm
        virtual: {subnet: 172.30.42.0/24}
        kubernetes: {version: 1.20.2, network: routes, runtime: {{Runtime}}, dns: false}
        flink:
          version: 1.20.5
          uiPort: {{UiPort}}
          allowFrom: [{{Guest}}/32, 172.30.42.1/32]
          jobManager: {memory: 640m}
          taskManager: {replicas: 2, slots: 1, memory: 640m}
        services: {{Services}}
        {{State}}
        jobs:
          - {name: taxi, jar: workloads/taxi, entryClass: fridge.taxi.ClosestPlaceJob, args: [--rate, "{{rate}}"], parallelism: 2}
        nodes:
          - {name: {{First}}, board: pi4-4g, os: bookworm-armhf, roles: [manager, worker]}
          - {name: {{Second}}, board: pi4-4g, os: bookworm-armhf, roles: [worker]}

        """);

    public virtual async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        Flink.Dispose();
        using (await RunAsync("Destroy --wait"))
            Directory.Delete(Folder, recursive: true);
    }

    public Task<FridgeRun> RunAsync(string words, Func<int, Fridge.Engine.RunEvent, bool>? kill = null) =>
        FridgeRun.ToEndAsync(Clone, Words(words), Limit, kill);

    /// <summary>A changed job, its Deploy killed.</summary>
    public Task KillOnceAsync(int round, int rate)
    {
        WriteClusterFile(rate);
        return Kills.OnceAsync(Clone, Words("Deploy"), round, Limit);
    }

    private string Words(string words) => $"{words} --cluster {ClusterFile} --yes";

    public static string Container(string node) => $"fridge-{Name}-{node}";

    /// <summary>On the Pi as root.</summary>
    public static Task<string> OnAsync(string node, string script) => Shelf.DockerAsync("exec", Container(node), "sh", "-c", script);

    public static Task<string> KubectlAsync(string arguments) => OnAsync(First, $"kubectl --kubeconfig /etc/kubernetes/admin.conf {arguments}");

    /// <summary>kubectl's word for each pod of what runs there.</summary>
    public static async Task<IEnumerable<string>> PodsAsync() =>
        (await KubectlAsync($"get pods -n {Space} --no-headers")).Split('\n').Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[2]);

    /// <summary>Folders of this machine become those of root on the first Pi.</summary>
    public static async Task BringAsync(params IEnumerable<string> folders)
    {
        foreach (var folder in folders.Where(Directory.Exists))
        {
            var there = $"/root/{Path.GetFileName(folder)}";
            await OnAsync(First, $"rm -rf {there}");
            await Shelf.DockerAsync("cp", "--quiet", folder, $"{Container(First)}:{there}");
        }
    }

    /// <summary>Whether a connection comes about, from a machine of the nodes' network that has this address and a way to the pods through the first node.</summary>
    public static async Task<bool> ReachesAsync(string from, string address, int port)
    {
        var image = await Shelf.DockerAsync("inspect", "--format", "{{.Config.Image}}", Container(First));
        var said = await Shelf.DockerAsync("run", "--rm", "--network", Network, "--ip", from, "--cap-add", "NET_ADMIN", "--entrypoint", "bash", image,
            "-c", $"ip route add 10.0.0.0/8 via {Address(First)}; timeout 5 bash -c 'exec 3<>/dev/tcp/{address}/{port}' 2>/dev/null && echo open || echo closed");
        return said == "open";
    }
}

/// <summary>The same over containerd, which on these Pis is as Docker's package leaves it, with the kubelet's interface off.</summary>
public sealed class ContainerdShelf : KubernetesShelf
{
    public const string SharedFolder = "/mnt/flink";

    protected override string Runtime => "containerd";

    protected override string Services => "{}";

    protected override string State => $"state: {{path: {SharedFolder}}}";
}
