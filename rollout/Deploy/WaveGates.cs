using System.Collections.Immutable;
using Fridge.Manifests;
using Fridge.Rollout.Flink;
using Fridge.Rollout.Gates;
using Fridge.Rollout.Orchestration;

namespace Fridge.Rollout.Deploy;

/// <summary>Opens the gates of one rollout, and keeps an eye on the instances of all that was applied so far.</summary>
internal sealed class WaveGates(
    RolloutRequest request, IOrchestrator orchestrator, FlinkClient flink, GateKeeper keeper, IReadOnlySet<string> failedBefore)
{
    private RenderedRelease Release => request.Release;

    /// <summary>Its instances first, then what its template asks for, in that order.</summary>
    /// <returns>What each said when it opened.</returns>
    public async Task<IReadOnlyList<string>> OpenAsync(Workload workload, CancellationToken cancellationToken)
    {
        List<string> saying =
        [
            await keeper.WaitAsync(
                $"{Wave(workload)} tasks of {workload.Name}",
                request.Limits.Tasks,
                async token => await AwaitedNodes.ExplainAsync(orchestrator, Verdict(workload, await LookAsync(token)), token),
                cancellationToken),
        ];
        foreach (var gate in workload.Gates.Select(GateList.Find))
            saying.Add(await keeper.WaitAsync($"{Wave(workload)} {gate.Title}", gate.Limit(request.Limits), token => AskAsync(workload, gate, token), cancellationToken));
        return saying;
    }

    /// <summary>No gate can open while instances fail, and none has anything to ask once the JobManager ended by itself.</summary>
    private async Task<GateState> AskAsync(Workload workload, IGate gate, CancellationToken cancellationToken)
    {
        var seen = await LookAsync(cancellationToken);
        var sofar = Release.Workloads.Where(candidate => candidate.Wave <= workload.Wave).ToList();
        if (sofar.Select(candidate => Verdict(candidate, seen)).OfType<GateFailed>().FirstOrDefault() is { } failed)
            return failed;
        return sofar.Any(candidate => candidate.Gates.Contains(GateNames.FlinkRest) && WorkloadVerdict.HasEnded(candidate, seen.Instances) is not null)
            ? new GateOpen("the job has finished, its JobManager has ended by itself")
            : await gate.AskAsync(Release.Flink, flink, cancellationToken);
    }

    private GateState Verdict(Workload workload, Seen seen) =>
        WorkloadVerdict.Of(workload, seen.Observed.Find(workload.Name), seen.Instances, failedBefore);

    private async Task<Seen> LookAsync(CancellationToken cancellationToken)
    {
        var observed = await orchestrator.ReadAsync(cancellationToken);
        return new Seen(observed, await orchestrator.InstancesAsync(observed, cancellationToken));
    }

    private string Wave(Workload workload) => $"wave {workload.Wave + 1} of {Release.Waves}:";

    private sealed record Seen(Observed Observed, ImmutableArray<Instance> Instances);
}
