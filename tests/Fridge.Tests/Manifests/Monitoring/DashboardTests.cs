using System.Text.Json;
using Fridge.Testing;
using Shouldly;
using Xunit;
using Checkout = Fridge.Tests.Support.Checkout;

namespace Fridge.Tests.Manifests.Monitoring;

/// <summary>Dashboards for a Grafana, as files; that the running fridge has what they ask for is the end-to-end tests' to say.</summary>
public sealed class DashboardTests
{
    /// <summary>A Swarm config takes 1000 KiB.</summary>
    private const int Largest = 500_000;

    public static TheoryData<string> Files => [.. Names];

    private static IEnumerable<string> Names => Directory.EnumerateFiles(Checkout.File("manifests", "templates", "monitoring", "dashboards")).Select(Path.GetFileName).Order()!;

    [Fact]
    public void Dashboards_AreTheThreeOfTheDocs() => Names.ShouldBe(["flink-job.json", "fridge.json", "nodes.json"]);

    [Theory]
    [MemberData(nameof(Files))]
    public void Dashboard_IsOfTheProvisionedDatasource_AndEachPanelAsksSomething(string file)
    {
        var text = File.ReadAllText(Checkout.File("manifests", "templates", "monitoring", "dashboards", file));
        var board = JsonDocument.Parse(text).RootElement;

        text.Length.ShouldBeLessThan(Largest);
        var panels = board.GetProperty("panels").EnumerateArray().ToList();
        panels.Select(panel => panel.GetProperty("id").GetInt32()).ShouldBeUnique();
        panels.ShouldAllBe(panel => panel.GetProperty("datasource").GetProperty("uid").GetString() == "prometheus");
        panels.ShouldAllBe(panel => panel.GetProperty("targets").EnumerateArray().All(target => target.GetProperty("expr").GetString()!.Length > 0));
    }

    [Fact]
    public void Asked_AreMetricsOfFlinkOfNodesAndOfPrometheus()
    {
        var asked = AskedMetrics.Of(Checkout.Root).Keys;

        asked.Count().ShouldBeGreaterThan(30);
        foreach (var known in (string[])["flink_jobmanager_job_uptime", "flink_taskmanager_job_task_backPressuredTimeMsPerSecond", "node_uname_info", "up", .. AskedMetrics.OfBoardsAlone])
            asked.ShouldContain(known);
    }
}
