using System.Net;
using System.Text.Json;
using Fridge.Manifests;
using Fridge.Rollout.Flink;

namespace Fridge.Tests.Rollout;

/// <summary>Flink's REST of a cluster that runs as it was planned, or doesn't answer.</summary>
/// <param name="plan">Null: no JobManager runs.</param>
/// <param name="taskManagers">How many have registered.</param>
internal sealed class FakeFlink(Func<FlinkPlan?> plan, Func<int> taskManagers) : HttpMessageHandler
{
    public FlinkClient Client() => new(new HttpClient(this, disposeHandler: false) { BaseAddress = new Uri("http://flink/") });

    /// <returns>JSON; null: there is nothing at that path.</returns>
    public string? Answer(string path) => plan() is not { } running ? null : path switch
    {
        "/jobmanager/environment" => JsonSerializer.Serialize(new FlinkEnvironment(new FlinkJvm("17", "arm", [.. running.JobManagerFlags]))),
        "/jobmanager/config" => JsonSerializer.Serialize(running.JobManagerConfig.Select(pair => new FlinkSetting(pair.Key, pair.Value))),
        "/taskmanagers" => JsonSerializer.Serialize(new FlinkTaskManagers(
            [.. Enumerable.Range(0, taskManagers()).Select(number => new FlinkTaskManager($"tm-{number}", running.SlotsPerTaskManager, 0, new(running.TaskManagerProcessBytes)))])),
        "/overview" => JsonSerializer.Serialize(new FlinkOverview(taskManagers(), taskManagers() * running.SlotsPerTaskManager, 0, "1.20.5")),
        "/jobs/overview" => JsonSerializer.Serialize(new FlinkJobs([new FlinkJobSummary(running.Job!.Id, running.Job.Name, "RUNNING", 5000)])),
        _ when path == $"/jobs/{running.Job?.Id}" => JsonSerializer.Serialize(new FlinkJob(
            running.Job!.Id, running.Job.Name, "RUNNING", 5000, [new FlinkVertex("v", "Source: rides", 1, "RUNNING", new FlinkVertexMetrics(0, 377))])),
        _ when path == $"/jobs/{running.Job?.Id}/exceptions" => JsonSerializer.Serialize(new FlinkExceptions(new FlinkExceptionHistory([]))),
        _ when path == $"/jobs/{running.Job?.Id}/checkpoints" => JsonSerializer.Serialize(new FlinkCheckpoints(new(2, 0, 0), new(new(2), null))),
        _ => null,
    };

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
        Task.FromResult(Answer(request.RequestUri!.AbsolutePath) is { } json
            ? new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent(json, null, "application/json") }
            : new HttpResponseMessage(plan() is null ? HttpStatusCode.ServiceUnavailable : HttpStatusCode.NotFound));
}
