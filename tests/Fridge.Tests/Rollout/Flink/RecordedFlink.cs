using System.Net;
using Fridge.Rollout.Flink;
using Fridge.Tests.Support;

namespace Fridge.Tests.Rollout.Flink;

/// <summary>A Flink 1.20.5 that answers what a real one answered, running the taxi job with the rendered configuration.</summary>
internal sealed class RecordedFlink : HttpMessageHandler
{
    public const string Job = "e7fddb1ce231ec56c4bbb7d818b79041";

    public static FlinkClient Client() => new(new HttpClient(new RecordedFlink()) { BaseAddress = new Uri("http://flink/") });

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var file = Checkout.File("tests", "Fridge.Tests", "Rollout", "Rest", FileName(request.RequestUri!));
        return Task.FromResult(File.Exists(file)
            ? new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent(File.ReadAllText(file), null, "application/json") }
            : new HttpResponseMessage(HttpStatusCode.NotFound));
    }

    private static string FileName(Uri address) => address.Query.Contains("counts.status", StringComparison.Ordinal)
        ? "status.json"
        : address.AbsolutePath.Trim('/').Replace(Job, "JOB", StringComparison.Ordinal).Replace('/', '_') + ".json";
}
