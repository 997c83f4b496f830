using System.Collections.Immutable;
using Fridge.Tooling.Engines;

namespace Fridge.Provisioning.Facts;

/// <summary>What a node's container engine says about itself, its swarm and what Fridge put there.</summary>
internal static class EngineFacts
{
    private const string Engine = "docker";

    /// <summary>What is installed: any of <c>docker</c>, <c>dockerd</c>, <c>iptables</c>.</summary>
    public static readonly Fact<ImmutableHashSet<string>> Programs = new("programs",
        "for program in docker dockerd iptables; do command -v $program >/dev/null && echo $program; done; :",
        text => [.. text.Lines]);

    /// <summary>Where a person sets the engine.</summary>
    public const string SettingsFile = "/etc/docker/daemon.json";

    /// <summary>Null: there is no such file.</summary>
    public static readonly Fact<string?> Settings = FileFacts.Text("daemon_json", SettingsFile);

    /// <summary>Null: no engine answers.</summary>
    public static readonly Fact<EngineInfo?> Info = Asked<EngineInfo?>("engine", "/info", text => EngineInfo.Parse(text.Text));

    /// <summary>The engine's newest API, such as 1.41; null: no engine answers.</summary>
    public static readonly Fact<Version?> ApiVersion = Asked<Version?>("engine_api", EngineAnswers.Version,
        text => text.Status == 0 && Version.TryParse(text.FirstLine, out var version) ? version : null);

    /// <summary>Free bytes where the engine keeps its images.</summary>
    public static readonly Fact<long> DiskFree = new("engine_disk",
        "set -- $(stat -f -c '%a %S' /var/lib/docker || stat -f -c '%a %S' /var/lib); echo $(($1 * $2))",
        text => long.Parse(text.LastLine, System.Globalization.CultureInfo.InvariantCulture));

    /// <summary>The swarm's nodes as a manager knows them; null elsewhere, or when the managers have no majority.</summary>
    public static readonly Fact<ImmutableArray<SwarmNode>?> SwarmNodes = Asked<ImmutableArray<SwarmNode>?>("swarm_nodes", "/nodes", text => text.Status == 0 ? EngineObject.ParseList(text.Text, SwarmNode.Of) : null);

    /// <summary>The names of what runs there, a task's without its id.</summary>
    public static readonly Fact<ImmutableArray<string>> Containers = Asked<ImmutableArray<string>>("engine_containers", "/containers/json",
        text => text.Status == 0 ? EngineObject.ParseList(text.Text, ContainerName) : []);

    /// <summary>The PEM of this node's own swarm certificate; public. Null: in no swarm.</summary>
    public static readonly Fact<string?> SwarmCertificate = new("swarm_certificate", """
        awk -F '"DockerRootDir":"' '
          NF > 1 { split($2, part, "\""); root = part[1] }
          END {
            while ((getline line <((root ? root : "/var/lib/docker") "/swarm/certificates/swarm-node.crt")) > 0) {
              if (line ~ /BEGIN CERTIFICATE/) inside = 1
              if (inside) print line
              if (line ~ /END CERTIFICATE/) exit
            }
          }' "$run/out.engine_answers"
        """, text => text.Status == 0 && !text.Lines.IsEmpty ? text.Text : null) { Requires = Engine };

    /// <summary>What the engine says to a path of its API.</summary>
    public static Fact<T> Asked<T>(string name, string path, Func<FactText, T> parse) =>
        new(name, $"curl --silent --unix-socket /var/run/docker.sock 'http://engine{path}'", parse) { Asks = path, Requires = Engine };

    /// <summary>What ends with the node's engine, for a plan.</summary>
    public static string Ends(NodeView node) => node.Read(Containers) switch
    {
        { IsDefaultOrEmpty: true } => "no container runs there",
        var names => $"ends {string.Join(", ", names.Order(StringComparer.Ordinal))}",
    };

    // A task's container is called by service, slot and task: web.1.abc.
    private static string ContainerName(EngineObject container) =>
        string.Join('.', (container.Texts("Names") is [var name, ..] ? name : throw new FormatException("a container without a name")).TrimStart('/').Split('.').Take(2));
}
