using System.Collections.Concurrent;
using System.Globalization;
using System.IO.Pipelines;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Fridge.Manifests;
using Fridge.Manifests.Swarm;
using Fridge.Model;
using Fridge.Nodes;
using Fridge.Tests.Support;
using Fridge.Tooling;

namespace Fridge.Tests.Rollout.Swarm;

/// <summary>
/// A swarm of one stack behind node sessions: engines that answer the requests that Fridge makes, a docker CLI that knows the stacks that it was
/// told of, and Flink's REST on the manager. Its tasks run at once, or fail where their service is broken.
/// </summary>
internal sealed class StubSwarm : INodeSessions
{
    private readonly ConcurrentDictionary<string, Transport> nodes = [];
    private readonly Dictionary<string, (RenderedRelease Release, int Wave)> known = [];
    private readonly List<JsonObject> configs = [];
    private readonly List<JsonObject> tasks = [];
    private readonly Lock gate = new();
    private Stack stack = Stack.Empty;
    private int born;

    /// <summary>Commands that change something, and changing requests, each with its node; and questions to the lock.</summary>
    public ConcurrentQueue<string> Events { get; } = [];

    /// <summary>Services whose tasks fail.</summary>
    public HashSet<string> Broken { get; } = [];

    /// <summary>Nodes that nobody reaches, and that the manager calls down.</summary>
    public HashSet<string> Dead { get; } = [];

    public IEnumerable<string> Configs => configs.Select(config => (string)config["Spec"]!["Name"]!);

    public IReadOnlyDictionary<string, Workload> Services => stack.Services;

    /// <summary>From now on <c>docker stack deploy</c> knows it.</summary>
    public RenderedRelease Knows(RenderedRelease release)
    {
        for (var wave = 0; wave < release.Waves; wave++)
            known[release.Compose(wave)] = (release, wave);
        return release;
    }

    public CountingLock NewLock() => new(Events.Enqueue);

    public Task<NodeSession> OpenAsync(string node, CancellationToken cancellationToken) => Dead.Contains(node)
        ? throw new FridgeException($"{node} doesn't answer.")
        : Task.FromResult(nodes.GetOrAdd(node, name => new Transport(this, name)).Session);

    public async ValueTask DisposeAsync()
    {
        foreach (var node in nodes.Values)
            await node.Session.DisposeAsync();
    }

    private string? Answer(string node, string method, string path, string body)
    {
        lock (gate)
        {
            if (method != "GET")
                Events.Enqueue($"{node}: {method} {path}{Name(path, body)}");
            return (method, path) switch
            {
                ("GET", "/version") => """{"ApiVersion": "1.41"}""",
                ("GET", "/services") => JsonSerializer.Serialize(stack.Services.Values.Select(Service)),
                ("GET", "/tasks") => JsonSerializer.Serialize(tasks),
                ("GET", "/configs") => JsonSerializer.Serialize(configs),
                ("GET", "/nodes") => JsonSerializer.Serialize(Enumerable.Range(0, 3).Select(Node)),
                ("GET", "/secrets") or ("GET", "/networks") or ("GET", "/containers/json") => "[]",
                ("POST", "/configs/create") => Create(JsonNode.Parse(body)!.AsObject()),
                ("DELETE", _) when path.StartsWith("/configs/", StringComparison.Ordinal) => Delete(path["/configs/".Length..]),
                ("GET", _) when path.EndsWith("/logs", StringComparison.Ordinal) => Frame("2026-05-01T12:00:00.000000001Z com.docker.swarm.node.id=n1,com.docker.swarm.task.id=t1 it could not begin\n"),
                ("GET", _) when path.EndsWith("/json", StringComparison.Ordinal) => """{"State": {"OOMKilled": true, "Status": "exited"}}""",
                _ => null,
            };
        }
    }

    private static string Name(string path, string body) =>
        path == "/configs/create" ? $" {(string)JsonNode.Parse(body)!["Name"]!}" : "";

    private string? Create(JsonObject spec)
    {
        if (Configs.Contains((string)spec["Name"]!))
            return null;
        configs.Add(new JsonObject { ["ID"] = $"id-{(string)spec["Name"]!}", ["Spec"] = spec });
        return """{"ID": "new"}""";
    }

    private string Delete(string id)
    {
        configs.RemoveAll(config => (string)config["ID"]! == id);
        return "";
    }

    /// <summary>As <c>docker stack deploy</c> and <c>docker service scale</c>.</summary>
    private string Run(string node, string typed, string input)
    {
        var command = typed.Replace(" --host unix:///var/run/docker.sock", "", StringComparison.Ordinal);
        lock (gate)
        {
            if (command.Contains(" version ", StringComparison.Ordinal))
                return "20.10.24\n";
            if (!command.Contains(" docker s", StringComparison.Ordinal))
                return "";
            if (command.Contains(" docker stack deploy", StringComparison.Ordinal))
            {
                var (release, wave) = known[input];
                Events.Enqueue($"{node}: docker stack deploy of wave {wave + 1}{(command.Contains("--prune", StringComparison.Ordinal) ? ", prune" : "")}");
                Deploy(release, wave, command.Contains("--prune", StringComparison.Ordinal));
            }
            else
            {
                Events.Enqueue($"{node}: {command}");
            }

            return "";
        }
    }

    private void Deploy(RenderedRelease release, int wave, bool prune)
    {
        var wanted = release.Workloads.Where(workload => workload.Wave <= wave).ToDictionary(workload => workload.Name);
        foreach (var workload in wanted.Values.Where(workload => stack.Services.GetValueOrDefault(workload.Name)?.SpecHash != workload.SpecHash))
            Start(workload);
        var left = stack.Services.Where(service => !prune && !wanted.ContainsKey(service.Key)).Select(service => service.Value);
        stack = new Stack(wanted.Values.Concat(left).ToDictionary(workload => workload.Name), release.Flink);
        tasks.RemoveAll(task => !stack.Services.ContainsKey((string)task["ServiceID"]!));
    }

    private void Start(Workload workload)
    {
        tasks.RemoveAll(task => (string)task["ServiceID"]! == workload.Name);
        var broken = Broken.Contains(workload.Name);
        foreach (var number in Enumerable.Range(0, broken ? 3 : workload.Replicas))
        {
            tasks.Add(new JsonObject
            {
                ["ID"] = $"t{++born}",
                ["ServiceID"] = workload.Name,
                ["NodeID"] = $"n{workload.Nodes[number % workload.Nodes.Length][^1]}",
                ["DesiredState"] = broken ? "shutdown" : "running",
                ["Spec"] = TaskTemplate(workload),
                ["Status"] = new JsonObject
                {
                    ["State"] = broken ? "failed" : "running",
                    ["Err"] = broken ? "task: non-zero exit (137)" : "",
                    ["Timestamp"] = $"2026-11-28T12:00:{born.ToString("00", CultureInfo.InvariantCulture)}Z",
                    ["ContainerStatus"] = new JsonObject { ["ContainerID"] = $"c{born}", ["ExitCode"] = broken ? 137 : 0 },
                },
            });
        }
    }

    private static JsonObject TaskTemplate(Workload workload) => new()
    {
        ["ContainerSpec"] = new JsonObject
        {
            ["Image"] = workload.Image,
            ["Labels"] = new JsonObject { [WorkloadLabels.Instance] = workload.InstanceHash },
            ["Configs"] = new JsonArray([.. workload.Files.Select(file => new JsonObject { ["ConfigName"] = file })]),
        },
    };

    private static JsonObject Service(Workload workload) => new()
    {
        ["ID"] = workload.Name,
        ["Spec"] = new JsonObject
        {
            ["Name"] = $"virtual_{workload.Name}",
            ["Labels"] = new JsonObject(workload.Labels.Select(label => KeyValuePair.Create(label.Key, (JsonNode?)label.Value))),
            ["Mode"] = new JsonObject { ["Replicated"] = new JsonObject { ["Replicas"] = workload.Replicas } },
            ["TaskTemplate"] = TaskTemplate(workload),
        },
    };

    private JsonObject Node(int number) => new()
    {
        ["ID"] = $"n{number}",
        ["Spec"] = new JsonObject { ["Labels"] = new JsonObject { [WellKnown.NodeLabel] = $"virtual-{number}" }, ["Availability"] = "active" },
        ["Description"] = new JsonObject { ["Hostname"] = $"virtual-{number}" },
        ["Status"] = new JsonObject { ["State"] = Dead.Contains($"virtual-{number}") ? "down" : "ready" },
    };

    /// <summary>A line of standard output as engines multiplex it: 1, three zeros, the length, the text.</summary>
    private static string Frame(string line) => $"\u0001\0\0\0\0\0\0{(char)line.Length}{line}";

    private FakeFlink Flink() => new(
        () => stack.Services.ContainsKey("jobmanager") ? stack.Flink : null,
        () => tasks.Count(task => (string)task["ServiceID"]! == "taskmanager" && (string)task["DesiredState"]! == "running"));

    private sealed record Stack(IReadOnlyDictionary<string, Workload> Services, FlinkPlan? Flink)
    {
        public static readonly Stack Empty = new(new Dictionary<string, Workload>(), null);
    }

    private sealed class Transport : INodeTransport
    {
        private readonly StubSwarm swarm;
        private readonly string name;
        private readonly HttpStub engine;
        private readonly HttpStub flink;

        public Transport(StubSwarm swarm, string name)
        {
            (this.swarm, this.name) = (swarm, name);
            engine = new HttpStub((method, path, body) => swarm.Answer(name, method, WithoutVersion(path), body));
            flink = new HttpStub((_, path, _) => swarm.Flink().Answer(path));
            Session = new NodeSession(name, this);
        }

        public NodeSession Session { get; }

        public string Description => name;

        public async Task<IRemoteProcess> StartAsync(RemoteCommand command, CancellationToken cancellationToken) =>
            command.Arguments is ["docker", "--host", _, "system", "dial-stdio"]
                ? new Dialled(await ConnectAsync(engine.Port, cancellationToken))
                : new Command(input => swarm.Run(name, command.CommandLine(), input));

        public async Task<Stream> DialAsync(string host, int port, CancellationToken cancellationToken) => await ConnectAsync(flink.Port, cancellationToken);

        private static string WithoutVersion(string path) => path.StartsWith("/v1.", StringComparison.Ordinal) ? path[path.IndexOf('/', 1)..] : path;

        private static async Task<Stream> ConnectAsync(int port, CancellationToken cancellationToken)
        {
            var client = new TcpClient();
            await client.ConnectAsync(IPAddress.Loopback, port, cancellationToken);
            return client.GetStream();
        }

        public ValueTask DisposeAsync()
        {
            engine.Dispose();
            flink.Dispose();
            return ValueTask.CompletedTask;
        }
    }

    private sealed class Dialled(Stream stream) : IRemoteProcess
    {
        public Stream StandardInput => stream;

        public Stream StandardOutput => stream;

        public Stream StandardError => Stream.Null;

        public Task<int> WaitForExitAsync(CancellationToken cancellationToken) => Task.FromResult(0);

        public ValueTask DisposeAsync() => stream.DisposeAsync();
    }

    /// <summary>A command that answers when its input has ended.</summary>
    private sealed class Command : IRemoteProcess
    {
        private readonly Pipe input = new();
        private readonly Pipe output = new();
        private readonly Task running;

        public Command(Func<string, string> run)
        {
            (StandardInput, StandardOutput) = (input.Writer.AsStream(), output.Reader.AsStream());
            running = RunAsync(run);
        }

        public Stream StandardInput { get; }

        public Stream StandardOutput { get; }

        public Stream StandardError => Stream.Null;

        public async Task<int> WaitForExitAsync(CancellationToken cancellationToken)
        {
            await running.WaitAsync(cancellationToken);
            return 0;
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;

        private async Task RunAsync(Func<string, string> run)
        {
            using var reader = new StreamReader(input.Reader.AsStream());
            var answer = run(await reader.ReadToEndAsync());
            await output.Writer.WriteAsync(Encoding.UTF8.GetBytes(answer));
            await output.Writer.CompleteAsync();
        }
    }
}
