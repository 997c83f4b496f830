using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Fridge.Rollout.Orchestration;
using Fridge.Tooling;

namespace Fridge.Rollout.Verbs;

/// <summary>What the cluster's workloads wrote, from all nodes: first what those that run now have written, by time, then lines as they come.</summary>
public sealed class WorkloadLogs(IOrchestrator orchestrator)
{
    private const int LinesAhead = 256;

    /// <param name="workload">Null: all.</param>
    /// <param name="tail">Lines of each workload to begin with.</param>
    /// <exception cref="FridgeException">No such workload, or none at all.</exception>
    public async IAsyncEnumerable<LogLine> FollowAsync(
        string? workload, int tail, bool follow, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var observed = await orchestrator.ReadAsync(cancellationToken);
        var chosen = Chosen(observed, workload);
        var running = (await orchestrator.InstancesAsync(observed, cancellationToken)).Where(instance => instance.ShouldRun).Select(instance => instance.Id).ToHashSet();
        var written = await Task.WhenAll(chosen.Select(name => ReadAsync(name, tail, cancellationToken)));
        foreach (var line in LogMerge.ByTime([.. written.Select(lines => LogMerge.Beginning(lines, running, tail))]))
            yield return line;
        if (follow)
        {
            await foreach (var line in GoOnAsync([.. chosen.Zip(written, (name, lines) => new Followed(name, lines.Max(line => line.At)))], cancellationToken))
                yield return line;
        }
    }

    private async Task<List<LogLine>> ReadAsync(string workload, int tail, CancellationToken cancellationToken)
    {
        var lines = new List<LogLine>();
        await foreach (var line in orchestrator.LogsAsync(workload, new LogRequest(tail, Follow: false), cancellationToken))
            lines.Add(line);
        return lines;
    }

    private async IAsyncEnumerable<LogLine> GoOnAsync(ImmutableArray<Followed> workloads, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var lines = Channel.CreateBounded<LogLine>(LinesAhead);
        var all = CloseAfterAsync(Task.WhenAll(workloads.Select(workload => FollowAsync(workload, lines.Writer, cancellationToken))), lines.Writer);
        await foreach (var line in lines.Reader.ReadAllAsync(cancellationToken))
            yield return line;
        await all;
    }

    private List<string> Chosen(Observed observed, string? workload)
    {
        var known = observed.Workloads.Select(candidate => candidate.Name).ToList();
        var chosen = known.Where(name => workload is null || name == workload).ToList();
        return chosen.Count > 0 ? chosen : throw new FridgeException(
            workload is null
                ? $"{orchestrator.Cluster} has no services."
                : $"{orchestrator.Cluster} has no service '{workload}'; there are: {string.Join(", ", known.DefaultIfEmpty("none"))}.",
            "./build.sh Deploy makes the stack.");
    }

    /// <summary>From the last line that was read on, which the orchestrator says once more.</summary>
    private async Task FollowAsync(Followed workload, ChannelWriter<LogLine> lines, CancellationToken cancellationToken)
    {
        var request = new LogRequest(workload.Last is null ? 0 : null, Follow: true) { Since = workload.Last };
        await foreach (var line in orchestrator.LogsAsync(workload.Name, request, cancellationToken))
        {
            if (workload.Last is null || line.At is null || line.At > workload.Last)
                await lines.WriteAsync(line, cancellationToken);
        }
    }

    private static async Task CloseAfterAsync(Task reading, ChannelWriter<LogLine> lines)
    {
        Exception? failure = null;
        try
        {
            await reading;
        }
        catch (Exception e)
        {
            failure = e;
        }

        lines.Complete(failure);
    }

    /// <param name="Last">When its last line was written that has been read; null: it has written none.</param>
    private sealed record Followed(string Name, DateTimeOffset? Last);
}
