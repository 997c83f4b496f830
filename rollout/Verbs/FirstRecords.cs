using Fridge.Rollout.Flink;
using Fridge.Rollout.Gates;
using Fridge.Rollout.Status;
using Fridge.Tooling.Waiting;

namespace Fridge.Rollout.Verbs;

/// <summary>
/// The last that Deploy looks for: a record that the job has read. It is no gate, since only the job's input can bring one, and a job that
/// waits for its input is well.
/// </summary>
public sealed class FirstRecords(FlinkClient flink, TimeProvider time, IReport report)
{
    public RolloutLimits Limits { get; init; } = new();

    /// <param name="wait">False: one look. Where nothing was rolled out, a job that has read nothing is not waited for again.</param>
    /// <returns>What was seen, in a sentence; null: there is no job that runs, so nothing was asked.</returns>
    public async Task<string?> LookAsync(bool wait, CancellationToken cancellationToken)
    {
        var job = await ReadAsync(cancellationToken);
        if (wait && FirstRecordsVerdict.IsWorthWaiting(job))
            job = await WaitAsync(cancellationToken) ?? await ReadAsync(cancellationToken);
        return FirstRecordsVerdict.Of(job);
    }

    private async Task<JobStatus?> WaitAsync(CancellationToken cancellationToken)
    {
        using var progress = report.Begin($"waiting for the job's first record (at most {Limits.FirstRecords.TotalSeconds:0} s)", unit: ProgressUnit.Steps);
        return await new Poll(Limits.FirstRecords, Limits.Poll, time).TryUntilAsync(
            async token => await ReadAsync(token) is { } job && !FirstRecordsVerdict.IsWorthWaiting(job) ? job : null, cancellationToken);
    }

    /// <returns>Null: there is no job, or Flink doesn't answer; the gates have seen it before.</returns>
    private async Task<JobStatus?> ReadAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await JobReader.ReadAsync(flink, [], cancellationToken);
        }
        catch (FlinkUnavailableException)
        {
            return null;
        }
    }
}
