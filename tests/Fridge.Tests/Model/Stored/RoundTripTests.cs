using System.Collections;
using System.Text.Json;
using System.Text.Json.Serialization;
using Fridge.Model;
using Shouldly;
using Xunit;

namespace Fridge.Tests.Model.Stored;

/// <summary>The engine stores the typed results of targets as JSON, with options of its own.</summary>
public class RoundTripTests
{
    private static readonly JsonSerializerOptions Engines = new()
    {
        WriteIndented = true,
        RespectRequiredConstructorParameters = true,
        Converters = { new JsonStringEnumConverter() },
    };

    private static readonly Cluster Full = ClusterFile.Parse("""
        apiVersion: fridge/v1
        name: shelf
        virtual: {subnet: 172.30.9.0/24}
        ssh: {user: pi, transport: openssh}
        network: {pool: 10.77.0.0/16}
        flink: {allowFrom: [192.168.1.0/24, "fd00::/8"], config: {a.b: c}}
        jobs: [{name: taxi, jar: w, entryClass: a.B, args: [--rate, "5"]}]
        nodes:
          - {name: "n[1-3]", board: pi3b, os: bookworm-armhf, roles: [manager, worker]}
          - {name: m, board: pi5-8g, os: trixie-arm64, hostKey: ssh-ed25519 AAAA, roles: [manager]}
        """, "shelf.yaml").Cluster;

    public static IEnumerable<object[]> Records =>
    [
        [Full],
        [MemoryPlanner.Calculate(Full)],
        [new ImageSet([new() { Name = "flink", InputHash = "ab", LayoutPath = "/l", Platforms = [new(NodeArchitecture.Armv7, "sha256:1", 5_000_000_000)] }])],
        [Formed],
    ];

    private static FormedCluster Formed => new()
    {
        Manager = "n1",
        RegistryCa = "-----BEGIN CERTIFICATE-----\n",
        Nodes = [new("n1", Facts, MemoryLimitsEnforced: false)],
    };

    private static NodeFacts Facts => new()
    {
        Hostname = "n1",
        DebianArchitecture = "armhf",
        Machine = "aarch64",
        Kernel = "6.12",
        Model = "Raspberry Pi 3",
        MemoryBytes = 1L << 30,
        OsId = "raspbian",
        OsRelease = "bookworm",
        EngineDiskFreeBytes = 7,
        MemoryCgroup = false,
        ClockOffset = TimeSpan.FromSeconds(-1.5),
    };

    [Theory]
    [MemberData(nameof(Records))]
    public void ARecordThatCrossesRooms_ComesBackAsItWas(object record)
    {
        foreach (var options in new[] { Engines, ClusterJson.Options })
        {
            var stored = JsonSerializer.Serialize(record, record.GetType(), options);

            var back = JsonSerializer.Deserialize(stored, record.GetType(), options);

            Leaves(back).ShouldBe(Leaves(record));
        }
    }

    [Fact]
    public void ClusterJson_WritesSizesAndNetworksAsAPersonWould()
    {
        var json = JsonSerializer.Serialize(Full, ClusterJson.Options);

        json.ShouldContain("\"memory\": \"512m\"");
        json.ShouldContain("\"pool\": \"10.77.0.0/16\"");
        json.ShouldContain("\"transport\": \"openSsh\"");
        json.ShouldNotContain("\"managers\":");
    }

    /// <summary>Every value in the record, by reflection: what JSON leaves out would be missed here.</summary>
    private static IEnumerable<string> Leaves(object? value) => value switch
    {
        null => ["null"],
        string or bool or Enum or ValueType and not IEnumerable => [value.ToString()!],
        IEnumerable items => items.Cast<object?>().SelectMany(Leaves).Prepend("["),
        _ => value.GetType().GetProperties().Where(property => property.GetIndexParameters().Length == 0).SelectMany(property => Leaves(property.GetValue(value)).Select(leaf => $"{property.Name} {leaf}")),
    };
}
