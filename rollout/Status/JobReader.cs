using System.Collections.Immutable;
using System.Globalization;
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
            await RecordsInAsync(flink, job, cancellationToken),
            job.Vertices.Where(vertex => !vertex.IsSource).LastOrDefault()?.Metrics.ReadRecords ?? 0,
            checkpoints?.Counts.Completed ?? 0,
            checkpoints?.Latest.Completed?.Id,
            checkpoints?.Latest.Restored?.Id,
            await MetricsReader.ReadAsync(flink, job, show, cancellationToken))
        {
            CheckpointPath = checkpoints?.Latest.Completed?.Path is { } path && path.Contains(":/", StringComparison.Ordinal) ? path : null,
        };
    }

    /// <summary>What the sources gave to other vertices; one that hands nothing on, since the whole job is chained behind it, says it by its operator.</summary>
    private static async Task<long> RecordsInAsync(FlinkClient flink, FlinkJob job, CancellationToken cancellationToken)
    {
        var records = 0L;
        foreach (var source in job.Vertices.Where(vertex => vertex.IsSource))
            records += source.Metrics.WriteRecords > 0 ? source.Metrics.WriteRecords : await ReadBySourceAsync(flink, job.Id, source.Id, cancellationToken);
        return records;
    }

    /// <summary><c>0.Source__rides.numRecordsOut</c>, of each subtask.</summary>
    private static async Task<long> ReadBySourceAsync(FlinkClient flink, string job, string vertex, CancellationToken cancellationToken)
    {
        var names = (await flink.MetricNamesAsync(job, vertex, cancellationToken)).Where(IsSourcesOutput).ToList();
        if (names.Count == 0)
            return 0;
        var metrics = await flink.MetricsAsync(job, vertex, names, cancellationToken);
        return metrics.Sum(metric => long.TryParse(metric.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var records) ? records : 0);
    }

    private static bool IsSourcesOutput(string metric) =>
        metric.EndsWith(".numRecordsOut", StringComparison.Ordinal) && metric.Split('.', 2)[1].StartsWith("Source", StringComparison.Ordinal);
}
