using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Fridge.Model.Reading;

namespace Fridge.Model;

/// <summary>
/// A JSON schema of the cluster file, for editors: completion and a first look at types. <see cref="ClusterFile"/> is the judge;
/// <c>clusters/cluster.schema.json</c> holds this text, and a test keeps both alike.
/// </summary>
public static class ClusterSchema
{
    private static readonly JsonSerializerOptions Format = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Text => Root().ToJsonString(Format) + "\n";

    private static JsonObject Root()
    {
        var root = Map(["apiVersion", "name", "nodes"],
            ("apiVersion", Choice(ClusterReader.ApiVersion)),
            ("name", Words(Names.ClusterRule)),
            ("orchestrator", Choice("swarm")),
            ("virtual", Map([], ("subnet", Words("where virtual Pis are made: 172.30.7.0/24")))),
            ("ssh", Ssh()),
            ("network", Map([], ("pool", Words("Swarm's address pool, /24 or larger, overlapping no node's network")))),
            ("flink", Flink()),
            ("jobs", List(Job())),
            ("nodes", List(Node())));
        root.Insert(0, "$schema", "http://json-schema.org/draft-07/schema#");
        root.Insert(1, "title", "Fridge cluster file");
        return root;
    }

    private static JsonObject Ssh() => Map([],
        ("user", Words("a user's name")),
        ("port", Number(1, 65535)),
        ("identityFile", Words("the path of a private key")),
        ("transport", Choice("auto", "sshnet", "openssh")),
        ("become", Choice("sudo", "none")));

    private static JsonObject Flink() => Map([],
        ("version", Words("a release of Flink: 1.20.x, or 2.x, which nobody has run")),
        ("uiPort", Number(1, 65535)),
        ("allowFrom", List(Words("a network that may reach Flink's REST beside the nodes"))),
        ("config", new JsonObject { ["type"] = "object", ["description"] = "Flink's own keys, flat or nested" }),
        ("jobManager", Map([], ("memory", Memory()))),
        ("taskManager", Map([], ("replicas", Number(1, Hostlist.Most)), ("slots", Number(1, 128)), ("memory", Memory()))));

    private static JsonObject Job() => Map(["name", "jar", "entryClass"],
        ("name", Words(Names.JobRule)),
        ("jar", Words("a jar, or a folder of Java sources, relative to the checkout")),
        ("entryClass", Words(Names.ClassRule)),
        ("args", List(new JsonObject { ["type"] = new JsonArray("string", "number", "boolean") })),
        ("parallelism", Number(1, 32768)));

    private static JsonObject Node() => Map(["name", "board", "os"],
        ("name", Words("a host name or a hostlist: picol-[0-9], red[01-10]")),
        ("address", Words("an address or a hostlist of as many: 192.168.1.[10-12]; left out only under 'virtual'")),
        ("board", Choice([.. Boards.All.Select(board => board.Id)])),
        ("os", Choice([.. OperatingSystems.All.Select(os => os.Id)])),
        ("roles", List(Choice("manager", "worker"))),
        ("hostKey", Words("ssh-ed25519 AAAA…")),
        ("ssh", Ssh()));

    private static JsonObject Map(string[] required, params (string Name, JsonObject Schema)[] properties) => new()
    {
        ["type"] = "object",
        ["additionalProperties"] = false,
        ["required"] = new JsonArray([.. required.Select(name => (JsonNode)name)]),
        ["properties"] = new JsonObject(properties.Select(property => KeyValuePair.Create<string, JsonNode?>(property.Name, property.Schema))),
    };

    private static JsonObject List(JsonObject items) => new() { ["type"] = "array", ["items"] = items };

    private static JsonObject Choice(params string[] names) => new() { ["enum"] = new JsonArray([.. names.Select(name => (JsonNode)name)]) };

    private static JsonObject Number(int least, int most) => new() { ["type"] = "integer", ["minimum"] = least, ["maximum"] = most };

    private static JsonObject Words(string description) => new() { ["type"] = "string", ["description"] = description };

    private static JsonObject Memory() => Words("a size as Flink writes it: 512m, 1g");
}
