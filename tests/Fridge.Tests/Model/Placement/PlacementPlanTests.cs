using Fridge.Model;
using Shouldly;
using Xunit;

namespace Fridge.Tests.Model.Placement;

public class PlacementPlanTests
{
    [Fact]
    public void Of_OneArchitecture_SaysWhatGoesWhereAndWhy()
    {
        var cluster = Parse("taskManager: {replicas: 90}", """
            - {name: m, address: 10.0.1.1, board: pi3b, os: bookworm-armhf, roles: [manager]}
              - {name: "w[001-100]", address: "10.0.0.[1-100]", board: pi3b, os: bookworm-armhf}
            """);

        PlacementPlan.Of(cluster).Select(each => (each.Service, NodeNames.Compress(each.Nodes), each.Reason)).ShouldBe(
        [
            ("registry", "m", "a container of the first manager, outside the swarm: every node pulls from it, so it must be there before any service"),
            ("jobmanager", "m", "one, on the first manager (fridge.node=m): its port 8081 is that node's"),
            ("taskmanager", "w[001-100]", "90 on 100 workers of armv7, one a node at most (fridge.worker=true, fridge.arch=armv7)"),
        ]);
    }

    [Fact]
    public void Of_TwoArchitectures_HasATaskManagerServiceForEach()
    {
        var cluster = Parse("", """
            - {name: a, address: 10.0.0.1, board: pi3b, os: bookworm-armhf, roles: [manager, worker]}
              - {name: b, address: 10.0.0.2, board: pi4-4g, os: bookworm-arm64}
            """);

        PlacementPlan.Of(cluster).Select(each => $"{each.Service}: {string.Join(' ', each.Nodes)}").ShouldBe(
            ["registry: a", "jobmanager: a", "taskmanager-armv7: a", "taskmanager-arm64: b"]);
    }

    [Theory]
    [InlineData("a", "a")]
    [InlineData("pi9 pi10 pi11", "pi[9-11]")]
    [InlineData("pi08 pi09 pi10", "pi[08-10]")]
    [InlineData("pi1 pi3 pi4 web", "pi1, pi[3-4], web")]
    [InlineData("pi09 pi010", "pi09, pi010")]
    public void Compress_NeighboursInOrder_BecomeAHostlist(string names, string expected) =>
        NodeNames.Compress(names.Split(' ')).ShouldBe(expected);

    private static Cluster Parse(string flink, string nodes) => ClusterFile.Parse($$"""
        apiVersion: fridge/v1
        name: shelf
        flink: { {{flink}} }
        nodes:
          {{nodes}}
        """, "f.yaml").Cluster;
}
