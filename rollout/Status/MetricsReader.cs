using System.Collections.Immutable;
using Fridge.Rollout.Flink;

namespace Fridge.Rollout.Status;

/// <summary>The job's metrics that the cluster file names, from whatever vertex has them.</summary>
internal static class MetricsReader
{
    /// <summary>A question's line must be shorter than 4096 characters for Flink's server, and a metric's name may be long.</summary>
    private const int IdsAtOnce = 20;

    public static async Task<ImmutableArray<JobMetric>> ReadAsync(
        FlinkClient flink, FlinkJob job, ImmutableArray<string> show, CancellationToken cancellationToken)
    {
        if (show.IsEmpty)
            return [];
        var wanted = show.Select(ShownMetric.Of).ToList();
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        var ids = new List<string>();
        foreach (var vertex in job.Vertices)
        {
            var known = await flink.MetricNamesAsync(job.Id, vertex.Id, cancellationToken);
            var asked = wanted.SelectMany(metric => metric.IdsAmong(known)).Distinct().ToList();
            ids.AddRange(asked);
            foreach (var some in asked.Chunk(IdsAtOnce))
            {
                foreach (var metric in await flink.MetricsAsync(job.Id, vertex.Id, some, cancellationToken))
                    values[metric.Id] = metric.Value ?? "";
            }
        }

        return [.. wanted.Select(metric => new JobMetric(
            metric.Name,
            [.. metric.IdsAmong(ids.Distinct()).Where(values.ContainsKey).Select(id => metric.Part(values[id])).OfType<string>()]))];
    }
}
