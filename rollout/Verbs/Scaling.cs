using System.Collections.Immutable;
using Fridge.Nodes.Locks;
using Fridge.Rollout.Deploy;
using Fridge.Rollout.Gates;
using Fridge.Rollout.Orchestration;
using Fridge.Tooling;

namespace Fridge.Rollout.Verbs;

/// <summary>Stop scales the cluster's workloads to zero, Start undoes it. The workloads, files and networks stay.</summary>
public sealed class Scaling(IOrchestrator orchestrator, TimeProvider time, IReport report)
{
    public RolloutLimits Limits { get; init; } = new();

    /// <inheritdoc cref="ScalePlan.KeepsCheckpoints"/>
    public bool KeepsCheckpoints { get; init; }

    /// <summary>Reads the cluster; changes nothing.</summary>
    /// <exception cref="FridgeException">There is nothing of the cluster.</exception>
    public async Task<ScalePlan> PlanAsync(ScaleVerb verb, CancellationToken cancellationToken) =>
        ScalePlan.Of(verb, orchestrator.Cluster, await orchestrator.ReadAsync(cancellationToken)) with { KeepsCheckpoints = KeepsCheckpoints };

    /// <summary>Scales what the plan changes, and waits for all workloads: a rerun waits on.</summary>
    public async Task ApplyAsync(ScalePlan plan, ILockHandle held, CancellationToken cancellationToken)
    {
        if (plan.Warning is { } warning)
            report.Warn(warning);
        var before = (await InstancesAsync(cancellationToken)).Where(instance => instance.HasEnded).Select(instance => instance.Id).ToHashSet();
        if (!plan.ChangesNothing)
            await orchestrator.Under(held).ScaleAsync(plan.Changes, cancellationToken);
        await WaitAsync(plan, before, cancellationToken);
    }

    private async Task WaitAsync(ScalePlan plan, IReadOnlySet<string> before, CancellationToken cancellationToken)
    {
        try
        {
            report.Info(await new GateKeeper(Limits, time, report).WaitAsync(
                plan.Verb == ScaleVerb.Stop ? "waiting for tasks to end" : "waiting for tasks to run",
                Limits.Tasks,
                async token => await AwaitedNodes.ExplainAsync(orchestrator, ScaleVerdict.Of(plan, await InstancesAsync(token), before), token),
                cancellationToken));
        }
        catch (GateFailedException e) when (e.Instance is { } instance)
        {
            throw await new Evidence(orchestrator).GatherAsync(e, instance.Workload, cancellationToken);
        }
    }

    private async Task<ImmutableArray<Instance>> InstancesAsync(CancellationToken cancellationToken) =>
        await orchestrator.InstancesAsync(await orchestrator.ReadAsync(cancellationToken), cancellationToken);
}
