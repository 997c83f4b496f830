using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Fridge.Rollout.Orchestration;
using Fridge.Tooling;

namespace Fridge.Rollout.Verbs;

/// <summary>What the cluster's workloads wrote, from all nodes, in the order in which it comes.</summary>
public sealed class WorkloadLogs(IOrchestrator orchestrator)
{
    private const int LinesAhead = 256;

    /// <param name="workload">Null: all.</param>
    /// <param name="tail">Lines of each workload to begin with.</param>
    /// <exception cref="FridgeException">No such workload, or none at all.</exception>
    public async IAsyncEnumerable<LogLine> FollowAsync(
        string? workload, int tail, bool follow, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var chosen = Chosen(await orchestrator.ReadAsync(cancellationToken), workload);
        var lines = Channel.CreateBounded<LogLine>(LinesAhead);
        var all = CloseAfterAsync(Task.WhenAll(chosen.Select(name => ReadAsync(name, tail, follow, lines.Writer, cancellationToken))), lines.Writer);
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

    private async Task ReadAsync(string workload, int tail, bool follow, ChannelWriter<LogLine> lines, CancellationToken cancellationToken)
    {
        await foreach (var line in orchestrator.LogsAsync(workload, tail, follow, cancellationToken))
            await lines.WriteAsync(line, cancellationToken);
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
}
