using System.Collections.Immutable;
using Fridge.Model;
using Fridge.Nodes;
using Fridge.Nodes.Locks;
using Fridge.Provisioning.Changes;
using Fridge.Provisioning.Facts;
using Fridge.Provisioning.Stages;

namespace Fridge.Provisioning;

/// <summary>Converges the hosts of a cluster: from facts to a plan, from a plan to a formed cluster.</summary>
/// <param name="redactor">Hides the keys and tokens that are made or read on the way.</param>
public sealed class Provisioner(INodeSessions sessions, IReport report, TimeProvider time, Redactor redactor, ClusterForming forming)
{
    // Each time another run's step was waited for, everything is read anew; two runs can't do that to each other for long.
    private const int MostReadings = 5;

    private readonly FactsReader facts = new(sessions, time);

    /// <summary>Reads every node by one exec and changes nothing.</summary>
    public async Task<ProvisionPlan> PlanAsync(Cluster cluster, CancellationToken cancellationToken)
    {
        var list = StagesOf(cluster);
        var readings = await facts.ReadBootingAsync(cluster.Nodes.Select(node => node.Name), list.FactsOf, report, cancellationToken);
        return Plan(list, list.View(readings));
    }

    /// <summary>Makes the plan's changes, stage by stage; nodes that a stage changed are read again, and refused if need be, before the next. A plan without changes runs nothing.</summary>
    /// <param name="held">Asked before each change; what is on its way here ends when it is lost, and a step on a node goes on to its end.</param>
    /// <exception cref="LockLostException">What is whole stays.</exception>
    /// <exception cref="FridgeException">Something is refused, or a step failed; what is whole stays, and a rerun goes on.</exception>
    public async Task<ProvisionResult> ApplyAsync(ProvisionPlan plan, ILockHandle held, CancellationToken cancellationToken)
    {
        var list = StagesOf(plan.Cluster.Cluster);
        foreach (var remark in plan.Remarks) report.Warn(remark.Text);
        var made = new List<Change>();
        for (var reading = 1; ; reading++)
        {
            plan.ThrowIfRefused(afterChanges: reading > 1);
            try
            {
                var cluster = await ApplyStagesAsync(list, plan.Cluster, made, held, cancellationToken);
                return new ProvisionResult(list.Forming.Read(cluster), [.. made]);
            }
            catch (FactsAreOldException old) when (reading < MostReadings)
            {
                report.Info($"{old.Message} Reading all nodes again.");
                plan = await PlanAsync(plan.Cluster.Cluster, cancellationToken);
            }
        }
    }

    private StageList StagesOf(Cluster cluster) => StageList.For(cluster, sessions, report, time, redactor, forming);

    private static ProvisionPlan Plan(StageList list, ClusterView cluster) => new(cluster, [.. list.Stages.Select(stage => stage.Plan(cluster))]);

    private async Task<ClusterView> ApplyStagesAsync(StageList list, ClusterView cluster, List<Change> made, ILockHandle held, CancellationToken cancellationToken)
    {
        foreach (var stage in list.Stages)
        {
            var changes = stage.Plan(cluster).Changes.ToList();
            if (changes.Count == 0) continue;
            await stage.Executor.ApplyAsync(cluster, changes, held, cancellationToken);
            made.AddRange(changes);
            cluster = await ReadAgainAsync(list, cluster, changes, cancellationToken);
            Plan(list, cluster).ThrowIfRefused(afterChanges: true);
            WarnOfLeftovers(stage.Plan(cluster));
        }
        return cluster;
    }

    /// <summary>
    /// The nodes that were changed, and the manager, which knows about all. The others too as soon as every engine answers:
    /// they may have waited for a silent one to come back to their swarm.
    /// </summary>
    private async Task<ClusterView> ReadAgainAsync(StageList list, ClusterView cluster, IEnumerable<Change> changes, CancellationToken cancellationToken)
    {
        var nodes = changes.Select(change => change.Node).Append(cluster.FirstManager.Name).ToHashSet();
        var view = cluster.With(await facts.ReadAsync(nodes, list.FactsOf, cancellationToken));
        if (!list.Forming.Silent(cluster).Any() || list.Forming.Silent(view).Any()) return view;
        return view.With(await facts.ReadAsync(
            view.All.Select(node => node.Name).Where(name => !nodes.Contains(name)), list.FactsOf, cancellationToken));
    }

    private void WarnOfLeftovers(StagePlan after)
    {
        foreach (var change in after.Changes)
            report.Warn($"{change.Node}: after the step it would still {change.Description} ({change.Source})");
    }
}

/// <param name="Changes">What was made, in order.</param>
public sealed record ProvisionResult(FormedCluster Formed, ImmutableArray<Change> Changes)
{
    /// <summary><c>unchanged</c>, or how much on how many nodes.</summary>
    public string Summary => ChangeSummary.Of(Changes);
}
