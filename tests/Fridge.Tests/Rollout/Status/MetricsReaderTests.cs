using System.Net;
using System.Text.Json;
using Fridge.Rollout.Flink;
using Fridge.Rollout.Status;
using Fridge.Tests.Support;
using Shouldly;
using Xunit;

namespace Fridge.Tests.Rollout.Status;

public sealed class MetricsReaderTests
{
    private static readonly string Status = JsonDocument
        .Parse(File.ReadAllText(Checkout.File("tests", "Fridge.Tests", "Rollout", "Rest", "status.json"))).RootElement[0].GetProperty("value").GetString()!;

    private static readonly FlinkJob Job = new("j", "taxi", "RUNNING", 1, [Vertex("v1", "Source: rides"), Vertex("v2", "counts")]);

    [Fact]
    public async Task Metrics_ComeFromTheVertexThatHasThem_InTheOrderOfTheFile()
    {
        var metrics = await ReadAsync("counts.total", "Source__rides.lag");

        metrics.Select(metric => (metric.Name, string.Join(' ', metric.Values))).ShouldBe([("counts.total", "377"), ("Source__rides.lag", "5 7")]);
    }

    [Fact]
    public async Task APartOfARealGauge_IsWhatThePointerLeadsTo()
    {
        var metrics = await ReadAsync("counts.status#/lastRides/0/place", "counts.status#/places/Times Square", "counts.status#/lastRides");

        metrics[0].Values.ShouldBe(["\"Rockefeller Center\""]);
        metrics[1].Values.ShouldBe(["34"]);
        metrics[2].Values.ShouldHaveSingleItem().ShouldStartWith("[{\"ride\":\"yellow_tripdata_2013-01.csv:34\",");
    }

    [Theory]
    [InlineData("counts.none")]
    [InlineData("counts.tota")]
    [InlineData("counts.status#/none")]
    [InlineData("counts.status#/lastRides/9")]
    [InlineData("counts.total#/lastRides")]
    public async Task WhatTheJobDoesNotSay_HasNoValue(string name) => (await ReadAsync(name)).ShouldHaveSingleItem().Values.ShouldBeEmpty();

    [Fact]
    public async Task ManySubtasks_AreAskedInLinesThatFlinksServerTakes()
    {
        var http = new ScriptedRest(Enumerable.Range(0, 300).ToDictionary(subtask => $"{subtask}.some-operator-of-a-long-name.some-metric", subtask => $"{subtask}"));
        using var flink = Client(http);

        var metrics = await MetricsReader.ReadAsync(flink, Job with { Vertices = [Vertex("v1", "a")] }, ["some-operator-of-a-long-name.some-metric"], TestContext.Current.CancellationToken);

        metrics[0].Values.ShouldBe(Enumerable.Range(0, 300).Select(subtask => $"{subtask}"));
        http.LongestQuestion.ShouldBeLessThan(4000);
    }

    private static async Task<IReadOnlyList<JobMetric>> ReadAsync(params string[] show)
    {
        using var flink = Client(new ScriptedRest(
            new Dictionary<string, string> { ["1.Source__rides.lag"] = "7", ["0.Source__rides.lag"] = "5", ["0.Source__rides.position"] = "{}" },
            new Dictionary<string, string> { ["0.counts.status"] = Status, ["0.counts.total"] = "377", ["0.other.counts.total"] = "1" }));
        return await MetricsReader.ReadAsync(flink, Job, [.. show], TestContext.Current.CancellationToken);
    }

    private static FlinkVertex Vertex(string id, string name) => new(id, name, 1, "RUNNING", new(0, 0));

    private static FlinkClient Client(HttpMessageHandler http) => new(new HttpClient(http) { BaseAddress = new Uri("http://flink/") });

    /// <summary>Answers as Flink's handler of a vertex's metrics does: their names, or the values of those that are asked for and known.</summary>
    private sealed class ScriptedRest(params Dictionary<string, string>[] vertices) : HttpMessageHandler
    {
        public int LongestQuestion { get; private set; }

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            LongestQuestion = Math.Max(LongestQuestion, request.RequestUri!.PathAndQuery.Length);
            var metrics = vertices[request.RequestUri.AbsolutePath.Contains("/v1/", StringComparison.Ordinal) ? 0 : 1];
            var query = Uri.UnescapeDataString(request.RequestUri.Query);
            object answer = query.Length == 0
                ? metrics.Keys.Select(id => new { id })
                : query["?get=".Length..].Split(',').Where(metrics.ContainsKey).Select(id => new { id, value = metrics[id] });
            return Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent(JsonSerializer.Serialize(answer), null, "application/json") });
        }
    }
}
