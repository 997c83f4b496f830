using System.Text.Json;
using Fridge.Rollout.Status;
using Fridge.Targets;
using Fridge.Tests.Support;
using Shouldly;
using Xunit;

namespace Fridge.Tests.Targets;

/// <summary>What <c>Status --json</c> gives to programs.</summary>
public sealed class PublishedStatusTests
{
    private static readonly ClusterStatus Running = new()
    {
        Cluster = "pico",
        HasStack = true,
        Nodes = [new("pico-0", "ready", "active", true, 1 << 30, "20.10.24", null), new("pico-1", "ready", "active", false, 1 << 30, "20.10.24", null)],
        Tasks = [new("jobmanager", "pico-0", "running", 300 << 20, 512 << 20, null)],
        Job = new("a1", "taxi", "RUNNING", TimeSpan.FromSeconds(93.5), 377, 370, 2, 2, null, [new JobMetric("counts.total", ["377"])]),
        LastRelease = new(7, "done", new DateTimeOffset(2026, 11, 28, 12, 0, 0, TimeSpan.Zero), "ann@desk", "7d1e1f2", IsDirty: false, Reapplies: 5),
    };

    /// <summary>Its engine can't be asked, its task is gone, and Flink doesn't answer.</summary>
    private static readonly ClusterStatus WithADeadNode = Running with
    {
        Nodes = [Running.Nodes[0], new("pico-1", "down", "active", false, 0, "unknown", "No route to host")],
        Tasks = [.. Running.Tasks, new("taskmanager", null, "pending", null, null, "no suitable node")],
        Job = null,
        FlinkProblem = "Flink's REST on pico-0:8081 doesn't answer",
    };

    public static TheoryData<string> Cases => ["running", "dead node", "no stack"];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Status_fits_its_documented_schema(string name) =>
        DocumentedSchema.Of("status").Refusal(Text(Case(name))).ShouldBeNull();

    [Fact]
    public void A_dead_node_is_told_as_data()
    {
        using var json = JsonDocument.Parse(Text(WithADeadNode));

        var node = json.RootElement.GetProperty("nodes")[1];
        (node.GetProperty("state").GetString(), node.GetProperty("problem").GetString()).ShouldBe(("down", "No route to host"));
        var task = json.RootElement.GetProperty("tasks")[1];
        task.TryGetProperty("node", out _).ShouldBeFalse();
        task.TryGetProperty("memoryBytes", out _).ShouldBeFalse("what isn't known is no number");
        json.RootElement.TryGetProperty("job", out _).ShouldBeFalse();
    }

    [Fact]
    public void Numbers_are_numbers_and_times_are_seconds()
    {
        using var json = JsonDocument.Parse(Text(Running));

        json.RootElement.GetProperty("tasks")[0].GetProperty("memoryBytes").GetInt64().ShouldBe(300 << 20);
        json.RootElement.GetProperty("job").GetProperty("runningSeconds").GetDouble().ShouldBe(93.5);
    }

    [Theory]
    [InlineData("""{"hasStack":true,"nodes":[],"tasks":[]}""")]
    [InlineData("""{"cluster":"pico","hasStack":true,"nodes":[{"name":"pico-0"}],"tasks":[]}""")]
    [InlineData("""{"cluster":"pico","hasStack":"yes","nodes":[],"tasks":[]}""")]
    public void The_schema_refuses_what_Status_never_writes(string text) => DocumentedSchema.Of("status").Refusal(text).ShouldNotBeNull();

    [Fact]
    public void The_schema_that_is_documented_is_that_of_the_records() =>
        DocumentedSchema.Match("status", PublishedJson.Default.Options, typeof(ClusterStatus));

    private static ClusterStatus Case(string name) => name switch
    {
        "running" => Running,
        "dead node" => WithADeadNode,
        _ => new ClusterStatus { Cluster = "pico", HasStack = false, Nodes = [], Tasks = [] },
    };

    private static string Text(ClusterStatus status) => JsonSerializer.Serialize(status, PublishedJson.Status);
}
