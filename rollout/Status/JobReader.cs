using Fridge.Rollout.Flink;

namespace Fridge.Rollout.Status;

/// <summary>The cluster's newest job, by REST.</summary>
internal static class JobReader
{
    /// <summary>The taxi job's gauge, on the vertex whose name begins with <c>counts</c>.</summary>
    private const string RidesVertex = "counts";
    private const string RidesGauge = "0.counts.status";

    public static async Task<JobStatus?> ReadAsync(FlinkClient flink, CancellationToken cancellationToken)
    {
        var newest = (await flink.JobsAsync(cancellationToken)).MinBy(job => job.DurationMilliseconds);
        if (newest is null || await flink.JobAsync(newest.Id, cancellationToken) is not { } job)
            return null;
        var checkpoints = await flink.CheckpointsAsync(job.Id, cancellationToken);
        return new JobStatus(
            job.Id,
            job.Name,
            job.State,
            TimeSpan.FromMilliseconds(job.DurationMilliseconds),
            job.Vertices.Where(vertex => vertex.IsSource).Sum(vertex => vertex.Metrics.WriteRecords),
            job.Vertices.Where(vertex => !vertex.IsSource).LastOrDefault()?.Metrics.ReadRecords ?? 0,
            checkpoints?.Counts.Completed ?? 0,
            checkpoints?.Latest.Completed?.Id,
            checkpoints?.Latest.Restored?.Id,
            await RidesAsync(flink, job, cancellationToken));
    }

    private static async Task<RidesStatus?> RidesAsync(FlinkClient flink, FlinkJob job, CancellationToken cancellationToken)
    {
        if (job.Vertices.FirstOrDefault(vertex => vertex.Name.StartsWith(RidesVertex, StringComparison.Ordinal)) is not { } vertex)
            return null;
        var metrics = await flink.MetricsAsync(job.Id, vertex.Id, [RidesGauge], cancellationToken);
        return RidesStatus.Parse(metrics.FirstOrDefault()?.Value);
    }
}
