using Fridge.Model;
using Shouldly;
using Xunit;

namespace Fridge.Tests.Model.Services;

public class ClusterServicesTests
{
    [Fact]
    public void Of_OneArchitecture_SaysWhatGoesWhereAndWhy()
    {
        var cluster = Parse("taskManager: {replicas: 90}", """
            - {name: m, address: 10.0.1.1, board: pi3b, os: bookworm-armhf, roles: [manager]}
              - {name: "w[001-100]", address: "10.0.0.[1-100]", board: pi3b, os: bookworm-armhf}
            """);

        Placed(cluster).Select(each => (each.Name, NodeNames.Compress(each.Nodes.Select(node => node.Name)), each.Reason)).ShouldBe(
        [
            ("registry", "m", "two containers of the first manager, outside the orchestrator: every node pulls from one, so it must be there before any service; Fridge writes by the other"),
            ("jobmanager", "m", "one, on the first manager (fridge.node=m): its port 8081 is that node's"),
            ("taskmanager", "w[001-100]", "90 on 100 workers of armv7, at most one per node (fridge.worker=true, fridge.arch=armv7)"),
        ]);
    }

    [Fact]
    public void Of_TwoArchitectures_HasATaskManagerServiceForEach()
    {
        var cluster = Parse("", """
            - {name: a, address: 10.0.0.1, board: pi3b, os: bookworm-armhf, roles: [manager, worker]}
              - {name: b, address: 10.0.0.2, board: pi4-4g, os: bookworm-arm64}
            """);

        Placed(cluster).Select(each => $"{each.Name}: {string.Join(' ', each.Nodes.Select(node => node.Name))}").ShouldBe(
            ["registry: a", "jobmanager: a", "taskmanager-armv7: a", "taskmanager-arm64: b"]);
    }

    /// <summary>It keeps the lock: else two people, each with a file of their own, would lock different machines.</summary>
    [Fact]
    public void FirstManager_IsTheSame_HoweverTheFileHasItsNodes()
    {
        const string A = "{name: a, address: 10.0.0.1, board: pi4-4g, os: bookworm-arm64, roles: [manager]}";
        const string B = "{name: b, address: 10.0.0.2, board: pi4-4g, os: bookworm-arm64, roles: [manager]}";
        const string C = "{name: c, address: 10.0.0.3, board: pi4-4g, os: bookworm-arm64, roles: [manager, worker]}";

        foreach (var nodes in (string[][])[[A, B, C], [B, C, A], [C, B, A]])
        {
            var cluster = Parse("taskManager: {replicas: 1}", string.Join("\n  ", nodes.Select(node => $"- {node}")));

            cluster.Managers.Select(node => node.Name).ShouldBe(["a", "b", "c"]);
            Placed(cluster).First(each => each.Name == "jobmanager").Nodes.ShouldHaveSingleItem().Name.ShouldBe("a");
        }
    }

    [Theory]
    [InlineData("a", "a")]
    [InlineData("pi9 pi10 pi11", "pi[9-11]")]
    [InlineData("pi08 pi09 pi10", "pi[08-10]")]
    [InlineData("pi1 pi3 pi4 web", "pi1, pi[3-4], web")]
    [InlineData("pi09 pi010", "pi09, pi010")]
    public void Compress_NeighboursInOrder_BecomeAHostlist(string names, string expected) =>
        NodeNames.Compress(names.Split(' ')).ShouldBe(expected);

    [Fact]
    public void Ports_AreThoseThatTheNodesClose()
    {
        var cluster = Parse("uiPort: 8088", "- {name: a, address: 10.0.0.1, board: pi3b, os: bookworm-armhf, roles: [manager, worker]}");

        ClusterServices.Of(cluster).SelectMany(service => service.Ports).Select(port => (port.Protocol, port.Number, port.IsAllowedFrom)).ShouldBe(
            [("tcp", 2377, false), ("tcp", 7946, false), ("udp", 7946, false), ("udp", 4789, false), ("tcp", 5000, false), ("tcp", 5001, false), ("tcp", 8088, true)]);
    }

    [Fact]
    public void AnArchitectureWithoutATaskManager_HasNoService_AndItsNodesHoldNone()
    {
        var cluster = Parse("taskManager: {replicas: 1}", """
            - {name: a, address: 10.0.0.1, board: pi3b, os: bookworm-armhf, roles: [manager, worker]}
              - {name: b, address: 10.0.0.2, board: pi4-4g, os: bookworm-arm64}
            """);

        ClusterServices.Of(cluster, TaskManagerServices.Family).ShouldHaveSingleItem().Name.ShouldBe("taskmanager");
        MemoryPlanner.Calculate(cluster).Nodes[1].Shares.ShouldNotContain(share => share.What == "TaskManager");
    }

    private static IEnumerable<Service> Placed(Cluster cluster) => ClusterServices.Of(cluster).Where(service => service.Runner != ServiceRunner.Node);

    private static Cluster Parse(string flink, string nodes) => ClusterFile.Parse($$"""
        apiVersion: fridge/v1
        name: shelf
        flink: { {{flink}} }
        nodes:
          {{nodes}}
        """, "f.yaml").Cluster;
}
