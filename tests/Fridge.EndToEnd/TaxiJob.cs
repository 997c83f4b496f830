using System.Text.Json;
using Fridge.Testing;
using Shouldly;

namespace Fridge.EndToEnd;

/// <summary>What the job says of itself, read from Flink's REST; the names are in <c>workloads/taxi/README.md</c>.</summary>
/// <param name="Checkpoints">Those completed by this JobManager.</param>
public sealed record TaxiJob(string Id, string State, int RunningTasks, int Vertices, int Slots, long Checkpoints, JsonElement? Status)
{
    private const string StatusMetric = "0.counts.status";

    public long Total => Get("total");

    public long Gaps => Get("gaps");

    public long Duplicates => Get("duplicates");

    public long RestoredFrom => Status is { } status && status.GetProperty("restoredFrom") is { ValueKind: JsonValueKind.Number } id ? id.GetInt64() : 0;

    /// <summary>Counts of the places and of what is near none, which the job keeps apart from its total.</summary>
    public long Counted => Status!.Value.GetProperty("places").EnumerateObject().Sum(place => place.Value.GetInt64()) + Get("unlocated") + Get("malformed");

    /// <summary>How far the source has come, over all its files and laps.</summary>
    public long Position => Status!.Value.GetProperty("positions").EnumerateObject().Sum(file => file.Value.GetProperty("next").GetInt64());

    /// <summary>The one job that isn't over; throws when there is not exactly one.</summary>
    public static async Task<TaxiJob> ReadAsync(FlinkRest flink, CancellationToken cancellationToken)
    {
        var jobs = await flink.GetAsync("/jobs/overview", cancellationToken);
        var job = jobs.GetProperty("jobs").EnumerateArray().Single();
        var id = job.GetProperty("jid").GetString()!;
        var detail = await flink.GetAsync($"/jobs/{id}", cancellationToken);
        return new TaxiJob(
            id,
            job.GetProperty("state").GetString()!,
            detail.GetProperty("status-counts").GetProperty("RUNNING").GetInt32(),
            detail.GetProperty("vertices").GetArrayLength(),
            detail.GetProperty("vertices").EnumerateArray().Max(vertex => vertex.GetProperty("parallelism").GetInt32()),
            (await flink.GetAsync($"/jobs/{id}/checkpoints", cancellationToken)).GetProperty("counts").GetProperty("completed").GetInt64(),
            await StatusAsync(flink, id, detail, cancellationToken));
    }

    /// <summary>The one job, all of its tasks running, its status shown.</summary>
    public static Task<TaxiJob> RunningAsync(FlinkRest flink, int parallelism, TimeSpan limit, CancellationToken cancellationToken) => Eventually.BecomesAsync(
        $"one job runs at parallelism {parallelism}", limit,
        token => ReadAsync(flink, token),
        job => job.State == "RUNNING" && job.RunningTasks == job.Vertices && job.Slots == parallelism && job.Status is not null,
        cancellationToken);

    /// <summary>No ride lost, none counted twice.</summary>
    public void ShouldBeExact()
    {
        (Gaps, Duplicates).ShouldBe((0, 0));
        Total.ShouldBe(Position);
        Total.ShouldBe(Counted);
    }

    private static async Task<JsonElement?> StatusAsync(FlinkRest flink, string id, JsonElement detail, CancellationToken cancellationToken)
    {
        var counts = detail.GetProperty("vertices").EnumerateArray()
            .Single(vertex => vertex.GetProperty("name").GetString()!.StartsWith("counts", StringComparison.Ordinal))
            .GetProperty("id").GetString();
        var metrics = await flink.GetAsync($"/jobs/{id}/vertices/{counts}/metrics?get={StatusMetric}", cancellationToken);
        return metrics.GetArrayLength() == 0 ? null : JsonDocument.Parse(metrics[0].GetProperty("value").GetString()!).RootElement.Clone();
    }

    private long Get(string name) => Status!.Value.GetProperty(name).GetInt64();
}
