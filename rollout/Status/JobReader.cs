using System.Collections.Immutable;
using Fridge.Rollout.Flink;

namespace Fridge.Rollout.Status;

/// <summary>The cluster's newest job, by REST.</summary>
internal static class JobReader
{
    /// <param name="show">Metrics as the cluster file names them.</param>
    public static async Task<JobStatus?> ReadAsync(FlinkClient flink, ImmutableArray<string> show, CancellationToken cancellationToken)
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
            await MetricsReader.ReadAsync(flink, job, show, cancellationToken));
    }
}
