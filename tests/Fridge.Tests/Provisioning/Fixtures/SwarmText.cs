using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;

namespace Fridge.Tests.Provisioning.Fixtures;

/// <summary>Sections about a node's engine and swarm, as the facts script prints them.</summary>
internal static class SwarmText
{
    private const long TenYears = 315_360_000_000_000_000;

    public const string Engine = ":programs 0\n docker\n dockerd\n iptables\n:engine_api 0\n 1.41\n";

    /// <summary>Installed, but no engine answers.</summary>
    public const string Silent = ":programs 0\n docker\n dockerd\n iptables\n:engine 1\n:engine_api 1\n:swarm_nodes 1\n:swarm_certificate 1\n";

    public static string Inactive => Engine + Info(new { LocalNodeState = "inactive" });

    public static string Worker(string id, int years = 10) =>
        Engine + Info(new { LocalNodeState = "active", NodeID = id, RemoteManagers = new[] { new { NodeID = "id0", Addr = "172.30.8.11:2377" } } })
        + Certificate(years);

    public static string Manager(string id, object[] members, long expiry = TenYears, int years = 10, string pool = "10.77.0.0/16") =>
        Engine
        + Info(new
        {
            LocalNodeState = "active",
            NodeID = id,
            ControlAvailable = true,
            Cluster = new { ID = "swarm1", DefaultAddrPool = new[] { pool }, Spec = new { CAConfig = new { NodeCertExpiry = expiry } } },
        })
        + $":swarm_nodes 0\n {JsonSerializer.Serialize(members)}\n" + Certificate(years);

    public static object Member(string id, string role, string state = "ready", params (string Key, string Value)[] labels) => new
    {
        ID = id,
        Spec = new { Role = role, Labels = labels.ToDictionary(label => label.Key, label => label.Value) },
        Description = new { Hostname = "host-of-" + id },
        Status = new { State = state, Addr = "172.30.8.99" },
    };

    /// <summary>A member as Provision leaves it.</summary>
    public static object Labelled(string id, string node, bool manager = false) => Member(id, manager ? "manager" : "worker", "ready",
        manager ? [("fridge.arch", "armv7"), ("fridge.node", node)] : [("fridge.arch", "armv7"), ("fridge.node", node), ("fridge.worker", "true")]);

    public static string Info(object swarm, bool liveRestore = false) =>
        $":engine 0\n {JsonSerializer.Serialize(new { ServerVersion = "20.10.24", MemoryLimit = true, LiveRestoreEnabled = liveRestore, Swarm = swarm })}\n";

    /// <param name="years">0: Swarm's default of 90 days.</param>
    public static string CertificatePem(int years)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var certificate = new CertificateRequest("CN=node", key, HashAlgorithmName.SHA256)
            .CreateSelfSigned(Readings.Now, years == 0 ? Readings.Now.AddDays(90) : Readings.Now.AddYears(years));
        return certificate.ExportCertificatePem();
    }

    private static string Certificate(int years) =>
        ":swarm_certificate 0\n" + string.Concat(CertificatePem(years).Split('\n').Select(line => $" {line}\n"));
}
