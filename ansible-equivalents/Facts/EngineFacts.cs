using System.Collections.Immutable;
using System.Text.Json;
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

    /// <summary>Null: no engine answers.</summary>
    public static readonly Fact<EngineInfo?> Info = new("engine", "docker info --format '{{json .}}'", text => EngineInfo.Parse(text.Text)) { Requires = Engine };

    /// <summary>The engine's newest API, such as 1.41; null: no engine answers.</summary>
    public static readonly Fact<Version?> ApiVersion = new("engine_api",
        "docker version --format '{{.Server.APIVersion}}'",
        text => text.Status == 0 && Version.TryParse(text.FirstLine, out var version) ? version : null) { Requires = Engine };

    /// <summary>Free bytes where the engine keeps its images.</summary>
    public static readonly Fact<long> DiskFree = new("engine_disk",
        "df -B1 --output=avail /var/lib/docker || df -B1 --output=avail /var/lib",
        text => long.Parse(text.LastLine, System.Globalization.CultureInfo.InvariantCulture));

    /// <summary>The swarm's nodes as a manager knows them; null elsewhere, or when the managers have no majority.</summary>
    public static readonly Fact<ImmutableArray<SwarmNode>?> SwarmNodes = new("swarm_nodes", """
        [ "$(docker info --format '{{.Swarm.ControlAvailable}}')" = true ] || exit 1
        docker node inspect $(docker node ls -q)
        """, text => text.Status == 0 ? Json<ImmutableArray<SwarmNode>>(text) : null) { Requires = Engine };

    /// <summary>The PEM of this node's own swarm certificate; public. Null: in no swarm.</summary>
    public static readonly Fact<string?> SwarmCertificate = new("swarm_certificate", """
        root=$(docker info --format '{{.DockerRootDir}}') || exit 1
        sed -n '/BEGIN CERTIFICATE/,/END CERTIFICATE/{p;/END CERTIFICATE/q}' "${root:-/var/lib/docker}/swarm/certificates/swarm-node.crt"
        """, text => text.Status == 0 && !text.Lines.IsEmpty ? text.Text : null) { Requires = Engine };

    /// <summary>What ends with the node's engine, for a plan.</summary>
    public static string Ends(NodeView node) => (node.Read(Info)?.ContainersRunning ?? 0) switch
    {
        0 => "no container runs there",
        1 => "ends 1 container",
        var count => $"ends {count} containers",
    };

    private static T Json<T>(FactText text) =>
        JsonSerializer.Deserialize<T>(text.Text) ?? throw new FormatException("null");
}
