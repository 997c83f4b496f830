using System.Collections.Immutable;
using System.Net.Http.Json;
using System.Text.Json;

namespace Fridge.Tests.Workloads;

/// <summary>The job as REST shows it at this moment; null: not to be had just now.</summary>
public sealed class TaxiRest(Uri address) : IDisposable
{
    private readonly HttpClient http = new() { BaseAddress = address, Timeout = TimeSpan.FromSeconds(5) };

    public async Task<TaxiView?> ViewAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await ReadAsync(cancellationToken);
        }
        catch (Exception notYet) when (notYet is HttpRequestException or TaskCanceledException && !cancellationToken.IsCancellationRequested)
        {
            return null; // starting, or between two executions
        }
    }

    public void Dispose() => http.Dispose();

    private async Task<TaxiView?> ReadAsync(CancellationToken cancellationToken)
    {
        var job = (await http.GetFromJsonAsync<Job>($"jobs/{LocalFlink.JobId}", TaxiStatus.Json, cancellationToken))!;
        if (job.State != "RUNNING" || job.Vertices.Any(vertex => vertex.Status != "RUNNING"))
            return null;
        var rides = job.Vertices.Single(vertex => vertex.Name == "Source: rides -> closest-place");
        var counts = job.Vertices.Single(vertex => vertex.Name == "counts");
        var status = await GaugesAsync<TaxiStatus>(counts.Id, ["0.counts.status"], cancellationToken);
        var readers = await GaugesAsync<ReaderPosition>(
            rides.Id, Enumerable.Range(0, rides.Parallelism).Select(reader => $"{reader}.Source__rides.position"), cancellationToken);
        return status.Length == 1 && readers.Length == rides.Parallelism ? new TaxiView(status[0], readers) : null;
    }

    private async Task<ImmutableArray<T>> GaugesAsync<T>(string vertex, IEnumerable<string> names, CancellationToken cancellationToken)
    {
        var path = $"jobs/{LocalFlink.JobId}/vertices/{vertex}/metrics?get={string.Join(',', names)}";
        var gauges = (await http.GetFromJsonAsync<Gauge[]>(path, TaxiStatus.Json, cancellationToken))!;
        return [.. gauges.Select(gauge => JsonSerializer.Deserialize<T>(gauge.Value, TaxiStatus.Json)!)];
    }

    private sealed record Job(string State, ImmutableArray<Vertex> Vertices);

    private sealed record Vertex(string Id, string Name, string Status, int Parallelism);

    private sealed record Gauge(string Id, string Value);
}

/// <summary>The counts and where the readers are, read one after the other.</summary>
public sealed record TaxiView(TaxiStatus Status, ImmutableArray<ReaderPosition> Readers)
{
    /// <summary>At the newest checkpoint that all know: what the readers had given, and what was counted.</summary>
    public (long Given, long Counted)? AtCommonCheckpoint() => Status.Checkpoints
        .OrderByDescending(checkpoint => checkpoint.Id)
        .Where(checkpoint => Readers.All(reader => reader.Checkpoints.Any(other => other.Id == checkpoint.Id)))
        .Select(checkpoint => ((long, long)?)(Given(checkpoint.Id), checkpoint.Total))
        .FirstOrDefault();

    private long Given(long checkpoint) => Readers.Sum(reader => reader.Checkpoints.Single(other => other.Id == checkpoint).Total);
}
