using System.Net;
using System.Text.Json;
using Fridge.Rollout.Flink;

namespace Fridge.Tests.Rollout;

/// <summary>Flink's REST with one job whose operators are all chained into one vertex of two subtasks.</summary>
internal sealed class ChainedFlink(long records) : HttpMessageHandler
{
    private static readonly string[] Names = ["0.Source__rides.numRecordsOut", "1.Source__rides.numRecordsOut", "0.Sink__print.numRecordsIn", "0.busyTimeMsPerSecond"];

    public static FlinkClient Client(long records) => new(new HttpClient(new ChainedFlink(records)) { BaseAddress = new Uri("http://flink/") });

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
        Task.FromResult(Answer(request.RequestUri!) is { } json
            ? new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent(json, null, "application/json") }
            : new HttpResponseMessage(HttpStatusCode.NotFound));

    private string? Answer(Uri address) => address.AbsolutePath switch
    {
        "/jobs/overview" => JsonSerializer.Serialize(new FlinkJobs([new FlinkJobSummary("1", "taxi", "RUNNING", 5000)])),
        "/jobs/1" => JsonSerializer.Serialize(new FlinkJob("1", "taxi", "RUNNING", 5000, [new FlinkVertex("v", "Source: rides -> Sink: print", 2, "RUNNING", new FlinkVertexMetrics(0, 0))])),
        "/jobs/1/vertices/v/metrics" when address.Query.Length == 0 => JsonSerializer.Serialize(Names.Select(name => new FlinkMetric(name, null))),
        "/jobs/1/vertices/v/metrics" => JsonSerializer.Serialize(
            Uri.UnescapeDataString(address.Query["?get=".Length..]).Split(',').Select(name => new FlinkMetric(name, $"{records}"))),
        _ => null,
    };
}
