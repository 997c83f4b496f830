using Fridge.Model;
using Shouldly;
using Xunit;

namespace Fridge.Tests.Model;

public class ClusterFileTests
{
    private const string Minimal = """
        apiVersion: fridge/v1
        name: shelf
        nodes:
          - {name: a, address: 10.0.0.1, board: pi3b, os: bookworm-armhf, roles: [manager, worker]}
        """;

    [Fact]
    public void Parse_MinimalFile_FillsInTheDefaults()
    {
        var document = ClusterFile.Parse(Minimal, "shelf.yaml");

        document.Virtual.ShouldBeNull();
        document.Warnings.ShouldBeEmpty();
        var cluster = document.Cluster;
        cluster.Flink.ShouldBeEquivalentTo(new FlinkSettings
        {
            Version = "1.20.5",
            UiPort = 8081,
            JobManager = new(MemorySize.Mebibytes(512)),
            TaskManager = new(1, 1, MemorySize.Mebibytes(512)),
        });
        cluster.Ssh.ShouldBe(new SshSettings());
        cluster.SourceFile.ShouldBe("shelf.yaml");
    }

    [Fact]
    public void Parse_Hostlists_ExpandTogether()
    {
        var cluster = Parse("""
            - {name: "red[08-10]", address: "192.168.1.[10-12]", board: pi3b, os: bookworm-armhf, roles: [manager]}
            - {name: "blue-[1,5-6]", address: "blue-[1,5-6].lan", board: pi4-4g, os: trixie-arm64}
            """).Cluster;

        cluster.Nodes.Select(node => $"{node.Name} {node.Address} {node.Board.Id}").ShouldBe([
            "red08 192.168.1.10 pi3b", "red09 192.168.1.11 pi3b", "red10 192.168.1.12 pi3b",
            "blue-1 blue-1.lan pi4-4g", "blue-5 blue-5.lan pi4-4g", "blue-6 blue-6.lan pi4-4g",
        ]);
        cluster.Workers.Count().ShouldBe(3);
    }

    [Fact]
    public void Parse_VirtualNodesWithoutAddresses_GetThemInOrderAroundTheGivenOnes()
    {
        var cluster = ClusterFile.Parse("""
            apiVersion: fridge/v1
            name: pico
            virtual: {subnet: 172.30.7.0/24}
            nodes:
              - {name: a, board: pi3b, os: bookworm-armhf, roles: [manager]}
              - {name: b, board: pi3b, os: bookworm-armhf, address: 172.30.7.12}
              - {name: c, board: pi3b, os: bookworm-armhf}
            """, "v.yaml").Cluster;

        cluster.Nodes.Select(node => node.Address).ShouldBe(["172.30.7.11", "172.30.7.12", "172.30.7.13"]);
    }

    [Fact]
    public void Parse_NodeSsh_LiesOnTopOfTheCommonOne()
    {
        var cluster = ClusterFile.Parse("""
            apiVersion: fridge/v1
            name: shelf
            ssh: {user: pi, port: 2222, identityFile: ~/.ssh/id, transport: openssh}
            nodes:
              - {name: a, address: a.lan, board: pi3b, os: bookworm-armhf, roles: [manager, worker], ssh: {user: root, become: none}}
            """, "f.yaml").Cluster;

        cluster.Nodes[0].Ssh.ShouldBe(new SshSettings
        {
            User = "root",
            Port = 2222,
            IdentityFile = "~/.ssh/id",
            Transport = SshTransport.OpenSsh,
            Become = Become.None,
        });
    }

    [Fact]
    public void Parse_AnchorsAndMergeKeys_AreFollowed()
    {
        var cluster = Parse("""
            - &pi {name: a, address: 10.0.0.1, board: pi3b, os: bookworm-armhf, roles: [manager]}
            - {<<: *pi, name: b, address: 10.0.0.2, roles: [worker]}
            """).Cluster;

        cluster.Nodes[1].Board.Id.ShouldBe("pi3b");
        cluster.Nodes[1].Roles.ShouldBe([NodeRole.Worker]);
    }

    [Fact]
    public void Parse_FlinkConfig_MayBeNestedOrFlat()
    {
        var cluster = ClusterFile.Parse(Minimal + """

            flink:
              config: {taskmanager: {memory: {jvm-metaspace.size: 128m}}, restart-strategy.type: fixed-delay}
            """, "f.yaml").Cluster;

        cluster.Flink.Config.ShouldBe(new Dictionary<string, string>
        {
            ["restart-strategy.type"] = "fixed-delay",
            ["taskmanager.memory.jvm-metaspace.size"] = "128m",
        });
    }

    [Fact]
    public void Parse_EvenNumberOfManagers_IsWarnedNotRefused()
    {
        var document = Parse("- {name: 'a[1-2]', address: '10.0.0.[1-2]', board: pi3b, os: bookworm-armhf, roles: [manager, worker]}");

        document.Warnings.ShouldHaveSingleItem().ToString().ShouldBe(
            "f.yaml:4:1: 2 managers; an odd number: 2 survive the loss of 0, and so would 1");
    }

    private static ClusterDocument Parse(string nodes) =>
        ClusterFile.Parse($"apiVersion: fridge/v1\nname: shelf\nnodes:\n{nodes}", "f.yaml");
}
